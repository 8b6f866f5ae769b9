-- One row per monitoring point of the indicators a department leads in a month: value, status (已报, 沿用, 未报, 样本不足), score and weight.
-- What rests on 1 to 4 complaints has no value (point_shown).
-- Parameters: $month (first day of the month, DATE), $department_id (VARCHAR)
SELECT
    d.name AS domain, i.indicator_id, i.name AS indicator, n.score AS indicator_score, n.coverage AS indicator_coverage, n.weight AS indicator_weight,
    p.point_id, p.name AS point, p.unit, p.better, p.frequency, p.is_key,
    s.status, s.value, s.source_period, s.sample_size, s.score, s.weight
FROM point_shown AS s
JOIN point AS p ON p.point_id = s.point_id
JOIN indicator AS i ON i.indicator_id = s.indicator_id
JOIN domain AS d ON d.domain_id = i.domain_id
JOIN indicator_score AS n ON n.month = s.month AND n.indicator_id = s.indicator_id
WHERE s.month = $month AND n.lead_department_id = $department_id
ORDER BY d.position, i.position, p.position
