-- One row per indicator of a subject in a month: its weight, the share of its points' weight that is reported, and how many points that is.
-- Parameters: $month (first day of the month, DATE), $subject_id (department_id or 'district', VARCHAR)
SELECT s.indicator_id, i.name, s.weight, s.coverage, s.points, s.reported_points
FROM indicator_score AS s
JOIN indicator AS i ON i.indicator_id = s.indicator_id
WHERE s.month = $month AND $subject_id IN (s.lead_department_id, 'district')
ORDER BY s.indicator_id
