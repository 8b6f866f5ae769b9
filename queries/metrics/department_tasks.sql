-- One row per reform task that a department leads, by its last report up to a month: those furthest behind their plan first.
-- A task without any report is 未启动 and has no percentages.
-- Parameters: $month (first day of the month, DATE), $department_id (VARCHAR)
WITH latest AS (
    SELECT * FROM task_status
    WHERE month <= $month AND lead_department_id = $department_id
    QUALIFY row_number() OVER (PARTITION BY task_id ORDER BY month DESC) = 1
)
SELECT
    t.task_id, t.title, t.due_date, l.planned_percent, l.actual_percent, coalesce(l.status, '未启动') AS status,
    CASE WHEN l.task_id IS NOT NULL THEN greatest(0, l.planned_percent - l.actual_percent) END AS behind
FROM reform_task AS t
LEFT JOIN latest AS l ON l.task_id = t.task_id
WHERE t.lead_department_id = $department_id
ORDER BY behind DESC NULLS LAST, t.position
