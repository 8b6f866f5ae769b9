-- One row per month up to and with a month in which a task was reported, oldest first: plan, actual, what it counts, evidence and batch.
-- Parameters: $task_id (VARCHAR), $month (first day of the last month, DATE)
SELECT
    p.month, p.planned_percent, p.actual_percent, m.completion, p.evidence, p.batch_id, b.loaded_at, d.short_name AS sender
FROM task_progress AS p
LEFT JOIN task_month AS m ON m.task_id = p.task_id AND m.month = p.month
LEFT JOIN import_batch AS b ON b.batch_id = p.batch_id
LEFT JOIN department AS d ON d.department_id = b.sender
WHERE p.task_id = $task_id AND p.month <= $month
ORDER BY p.month
