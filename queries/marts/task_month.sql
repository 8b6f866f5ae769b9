-- One row per reform task and month in which its plan asks for something: progress against plan, at most 100.
SELECT
    t.task_id, t.lead_department_id, p.month, p.planned_percent, p.actual_percent,
    least(100, 100 * p.actual_percent / p.planned_percent) AS completion
FROM reform_task AS t
JOIN task_progress AS p ON p.task_id = t.task_id
WHERE p.planned_percent > 0
