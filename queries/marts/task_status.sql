-- One row per reform task and reported month: 完成, 逾期 (the plan is at 100 %, the task is not), 推进 or 未启动.
SELECT
    t.task_id, t.list, t.measure, t.title, t.lead_department_id, p.month, p.planned_percent, p.actual_percent,
    p.planned_percent >= 100 AS is_planned_done,
    CASE
        WHEN p.actual_percent >= 100 THEN '完成'
        WHEN p.planned_percent >= 100 THEN '逾期'
        WHEN p.actual_percent > 0 THEN '推进'
        ELSE '未启动'
    END AS status
FROM reform_task AS t
JOIN task_progress AS p ON p.task_id = t.task_id
