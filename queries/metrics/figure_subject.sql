-- One row: the domain, indicator, point or task that a passport is asked for, with its score as kept for a month; none for an unknown one.
-- Parameters: $month (first day of the month, DATE), $figure (domain:<id>, indicator:<id>, point:<id> or task:<id>, VARCHAR)
SELECT f.*, d.name AS department
FROM (
    SELECT 'domain:' || d.domain_id AS figure, d.name, NULL AS department_id, NULL AS parent, NULL AS parent_name, s.score
    FROM domain AS d
    LEFT JOIN domain_score AS s ON s.domain_id = d.domain_id AND s.month = $month
    UNION ALL
    SELECT 'indicator:' || i.indicator_id, i.name, coalesce(s.lead_department_id, i.lead_department_id), 'domain:' || d.domain_id, d.name, s.score
    FROM indicator AS i
    JOIN domain AS d ON d.domain_id = i.domain_id
    LEFT JOIN indicator_score AS s ON s.indicator_id = i.indicator_id AND s.month = $month
    UNION ALL
    SELECT 'point:' || p.point_id, p.name, coalesce(s.lead_department_id, i.lead_department_id), 'indicator:' || i.indicator_id, i.name, NULL
    FROM point AS p
    JOIN indicator AS i ON i.indicator_id = p.indicator_id
    LEFT JOIN indicator_score AS s ON s.indicator_id = i.indicator_id AND s.month = $month
    UNION ALL
    SELECT 'task:' || task_id, title, lead_department_id, NULL, NULL, NULL
    FROM reform_task
) AS f
LEFT JOIN department AS d ON d.department_id = f.department_id
WHERE f.figure = $figure
