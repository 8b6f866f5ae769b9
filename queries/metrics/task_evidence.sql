-- One row per monthly report of a reform task up to a month, the latest first.
-- Parameters: $task_id (VARCHAR), $month (first day of the month, DATE), $limit (BIGINT)
SELECT p.month, p.planned_percent, p.actual_percent, p.actual_percent >= p.planned_percent AS is_on_plan, p.batch_id
FROM task_progress AS p
WHERE p.task_id = $task_id AND p.month <= $month
ORDER BY p.month DESC
LIMIT $limit
