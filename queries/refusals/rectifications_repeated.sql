-- One row per rectification whose key an earlier line of the file has already; the first line counts.
WITH numbered AS (
    SELECT line, rectification_id, first_value(line) OVER (PARTITION BY rectification_id ORDER BY line) AS first_line
    FROM resolved_row
    WHERE rectification_id IS NOT NULL
)
SELECT line, 'rectification_id' AS "column", rectification_id AS value, '与第 ' || first_line || ' 行重复。请只保留一行' AS message
FROM numbered
WHERE line > first_line
