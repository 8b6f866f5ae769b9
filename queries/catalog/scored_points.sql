-- One row per point scored in a month: its value, the spec in force and its score; score is null for one without a value.
-- Parameters: $month (first day of the month, DATE)
SELECT s.point_id, p.name AS point, p.unit, i.name AS indicator, i.lead_department_id AS department_id, d.short_name AS department,
    s.value, s.weight, s.score, s.status
FROM point_score AS s
JOIN point AS p ON p.point_id = s.point_id
JOIN indicator AS i ON i.indicator_id = p.indicator_id
JOIN department AS d ON d.department_id = i.lead_department_id
WHERE s.month = $month
ORDER BY p.position
