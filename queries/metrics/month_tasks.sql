-- One row per reform task: where it stands by its last report up to a month. One without any report is 未启动.
-- standing: 待验收 is reported done without the evidence that the task asks for; with 完成 it adds up to what is reported done.
-- Parameters: $month (first day of the month, DATE)
WITH latest AS (
    SELECT s.task_id, s.month, s.planned_percent, s.actual_percent, s.status, s.is_planned_done, p.evidence
    FROM task_status AS s
    JOIN task_progress AS p ON p.task_id = s.task_id AND p.month = s.month
    WHERE s.month <= $month
    QUALIFY row_number() OVER (PARTITION BY s.task_id ORDER BY s.month DESC) = 1
)
SELECT
    t.task_id, t.list, t.measure_id, t.measure, t.title, t.lead_department_id AS department_id, d.short_name AS department, t.co_departments,
    t.due_date, t.evidence_required, l.month AS reported_month, l.planned_percent, l.actual_percent, l.evidence,
    CASE
        WHEN l.status = '完成' AND t.evidence_required IS NOT NULL AND l.evidence IS NULL THEN '待验收'
        ELSE coalesce(l.status, '未启动')
    END AS standing,
    coalesce(l.is_planned_done, false) AS is_planned_done
FROM reform_task AS t
LEFT JOIN department AS d ON d.department_id = t.lead_department_id
LEFT JOIN latest AS l ON l.task_id = t.task_id
ORDER BY t.position, t.task_id
