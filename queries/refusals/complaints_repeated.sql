-- One row per complaint whose key an earlier line of the file has already; the first line counts.
WITH numbered AS (
    SELECT line, complaint_id, first_value(line) OVER (PARTITION BY source, complaint_id ORDER BY line) AS first_line
    FROM resolved_row
    WHERE source IS NOT NULL AND complaint_id IS NOT NULL
)
SELECT line, 'complaint_id' AS "column", complaint_id AS value, '与第 ' || first_line || ' 行重复。请只保留一行' AS message
FROM numbered
WHERE line > first_line
