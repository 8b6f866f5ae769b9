-- One row per task progress whose key an earlier line of the file has already; the first line counts.
WITH numbered AS (
    SELECT line, task_id, first_value(line) OVER (PARTITION BY task_id, month ORDER BY line) AS first_line
    FROM resolved_row
    WHERE task_id IS NOT NULL AND month IS NOT NULL
)
SELECT line, 'task_id' AS "column", task_id AS value, '与第 ' || first_line || ' 行重复。请只保留一行' AS message
FROM numbered
WHERE line > first_line
