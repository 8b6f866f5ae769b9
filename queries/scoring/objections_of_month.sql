-- One row per objection to a month's ranking, those that wait first: by whom, about what, what it claims and what stands.
-- Parameters: $month (first day of the month, DATE)
SELECT
    o.*, d.short_name AS department, coalesce(p.name, t.title) AS component, coalesce(p.unit, CASE o.part WHEN 'tasks' THEN '%' END) AS unit,
    CASE o.part WHEN 'indicators' THEN s.value WHEN 'tasks' THEN k.actual_percent END AS value
FROM objection AS o
LEFT JOIN department AS d ON d.department_id = o.department_id
LEFT JOIN point AS p ON o.part = 'indicators' AND p.point_id = o.component_id
LEFT JOIN point_score AS s ON o.part = 'indicators' AND s.point_id = o.component_id AND s.month = o.month
LEFT JOIN reform_task AS t ON o.part = 'tasks' AND t.task_id = o.component_id
LEFT JOIN task_progress AS k ON o.part = 'tasks' AND k.task_id = o.component_id AND k.month = o.month
WHERE o.month = $month
ORDER BY o.state <> '待裁定', o.filed_at, o.objection_id
