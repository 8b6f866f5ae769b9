-- One row per component of a composite: what it is, the value behind it, how many raw records that counts, what it weighs and adds.
-- Parameters: $month (first day of the month, DATE), $subject_id (department_id or 'district'; null for all, VARCHAR)
WITH counted AS (
    SELECT s.point_id, sum(r.records) AS records
    FROM point_score AS s
    JOIN point AS p ON p.point_id = s.point_id
    JOIN derivation AS d ON d.point_id = s.point_id AND d.source = 'service_records'
    JOIN service_rollup AS r
        ON r.item_id = d.item_id
        AND r.month BETWEEN s.source_period
            AND s.source_period + CASE p.frequency WHEN '月' THEN INTERVAL 0 MONTH WHEN '季' THEN INTERVAL 2 MONTH ELSE INTERVAL 11 MONTH END
    WHERE s.month = $month
    GROUP BY s.point_id
)
SELECT
    c.subject_id, c.dimension, c.part, c.component_id,
    coalesce(p.name, t.title, CASE c.component_id WHEN 'responded' THEN '响应率' WHEN 'solved' THEN '解决率' WHEN 'satisfied' THEN '满意率' END) AS name,
    i.indicator_id, i.name AS indicator, p.unit,
    CASE c.part WHEN 'indicators' THEN s.value WHEN 'response' THEN c.score ELSE k.actual_percent END AS value,
    CASE c.part WHEN 'indicators' THEN s.status ELSE '已报' END AS status,
    sp.best, sp.worst, k.planned_percent, s.spec_version, c.source_period, c.sample_size, n.records,
    c.score, c.standard_error, c.weight, c.weight * c.score AS contribution,
    d.source AS derived_from, d.measure,
    CASE c.part WHEN 'indicators' THEN m.batch_id WHEN 'tasks' THEN k.batch_id END AS batch_id
FROM score_component AS c
LEFT JOIN point AS p ON c.part = 'indicators' AND p.point_id = c.component_id
LEFT JOIN indicator AS i ON i.indicator_id = p.indicator_id
LEFT JOIN point_score AS s ON c.part = 'indicators' AND s.point_id = c.component_id AND s.month = c.month
LEFT JOIN counted AS n ON c.part = 'indicators' AND n.point_id = c.component_id
LEFT JOIN point_spec AS sp ON sp.point_id = s.point_id AND sp.version = s.spec_version
LEFT JOIN measurement AS m ON c.part = 'indicators' AND m.point_id = c.component_id AND m.period = c.source_period
LEFT JOIN (SELECT DISTINCT point_id, source, measure FROM derivation) AS d ON c.part = 'indicators' AND d.point_id = c.component_id
LEFT JOIN reform_task AS t ON c.part = 'tasks' AND t.task_id = c.component_id
LEFT JOIN task_progress AS k ON c.part = 'tasks' AND k.task_id = c.component_id AND k.month = c.month
WHERE c.month = $month AND ($subject_id IS NULL OR c.subject_id = $subject_id)
ORDER BY c.subject_id, c.dimension DESC, c.part, c.component_id
