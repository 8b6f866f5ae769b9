-- Effect: gives the tasks of a month the progress that the waiting objections claim; of a task that should not count nothing is planned.
-- Parameters: $month (first day of the month, DATE)
UPDATE task_progress SET
    actual_percent = coalesce(o.claimed_value, actual_percent),
    planned_percent = CASE o.claim WHEN '剔除' THEN 0 ELSE planned_percent END
FROM objection AS o
WHERE o.month = $month AND o.state = '待裁定' AND o.part = 'tasks' AND task_progress.task_id = o.component_id AND task_progress.month = o.month
