-- One row per measurement whose key an earlier line of the file has already; the first line counts.
WITH numbered AS (
    SELECT line, point_id, first_value(line) OVER (PARTITION BY point_id, period ORDER BY line) AS first_line
    FROM resolved_row
    WHERE point_id IS NOT NULL AND period IS NOT NULL
)
SELECT line, 'point_id' AS "column", point_id AS value, '与第 ' || first_line || ' 行重复。请只保留一行' AS message
FROM numbered
WHERE line > first_line
