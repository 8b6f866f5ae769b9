-- One row per scored month, subject (a department, or 'district') and component of its composite as it stands now: what it is, the
-- value behind it, what it weighs and adds.
-- A component is a point, a rate or a task: with one column for each a join is an equation of columns, which can be hashed.
WITH component AS (
    SELECT *, CASE part WHEN 'indicators' THEN component_id END AS point_id, CASE part WHEN 'tasks' THEN component_id END AS task_id
    FROM score_component
)
SELECT
    c.month, c.subject_id, c.dimension, c.part, c.component_id,
    coalesce(p.name, t.title, CASE c.component_id WHEN 'responded' THEN '响应率' WHEN 'solved' THEN '解决率' WHEN 'satisfied' THEN '满意率' END) AS name,
    i.indicator_id, i.name AS indicator, p.unit,
    CASE c.part WHEN 'indicators' THEN s.value WHEN 'response' THEN c.score ELSE k.actual_percent END AS value,
    CASE c.part WHEN 'indicators' THEN s.status ELSE '已报' END AS status,
    sp.best, sp.worst, k.planned_percent, s.spec_version, c.source_period, c.sample_size,
    c.score, c.standard_error, c.weight, c.weight * c.score AS contribution,
    d.source AS derived_from, d.measure,
    CASE c.part WHEN 'indicators' THEN m.batch_id WHEN 'tasks' THEN k.batch_id END AS batch_id
FROM component AS c
LEFT JOIN point AS p ON p.point_id = c.point_id
LEFT JOIN indicator AS i ON i.indicator_id = p.indicator_id
LEFT JOIN point_score AS s ON s.point_id = c.point_id AND s.month = c.month
LEFT JOIN point_spec AS sp ON sp.point_id = s.point_id AND sp.version = s.spec_version
LEFT JOIN measurement AS m ON m.point_id = c.point_id AND m.period = c.source_period
LEFT JOIN (SELECT DISTINCT point_id, source, measure FROM derivation) AS d ON d.point_id = c.point_id
LEFT JOIN reform_task AS t ON t.task_id = c.task_id
LEFT JOIN task_progress AS k ON k.task_id = c.task_id AND k.month = c.month
