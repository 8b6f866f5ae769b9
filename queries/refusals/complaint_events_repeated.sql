-- One row per complaint event whose key an earlier line of the file has already; the first line counts.
WITH numbered AS (
    SELECT line, complaint_id, first_value(line) OVER (PARTITION BY complaint_id, occurred_at, to_state ORDER BY line) AS first_line
    FROM resolved_row
    WHERE complaint_id IS NOT NULL AND occurred_at IS NOT NULL AND to_state IS NOT NULL
)
SELECT line, 'complaint_id' AS "column", complaint_id AS value, '与第 ' || first_line || ' 行重复。请只保留一行' AS message
FROM numbered
WHERE line > first_line
