-- One row per call-back whose key an earlier line of the file has already; the first line counts.
WITH numbered AS (
    SELECT line, callback_id, first_value(line) OVER (PARTITION BY callback_id ORDER BY line) AS first_line
    FROM resolved_row
    WHERE callback_id IS NOT NULL
)
SELECT line, 'callback_id' AS "column", callback_id AS value, '与第 ' || first_line || ' 行重复。请只保留一行' AS message
FROM numbered
WHERE line > first_line
