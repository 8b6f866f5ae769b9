-- One row per input of a subject's composite in a month, as its latest version shows it: a component, or a point without a score (未报,
-- 样本不足: no score, no weight). records: the raw rows it counts, service records of item_id up to last_month, complaints of the filters;
-- is_small: it rests on 1 to 4 complaints, and nobody is shown it.
-- Parameters: $month (first day of the month, DATE), $subject_id (department_id or 'district', VARCHAR)
WITH component AS MATERIALIZED (
    SELECT * FROM shown_component WHERE month = $month AND subject_id = $subject_id
),
silent AS (
    SELECT 'perception' AS dimension, 'indicators' AS part, d.domain_id, d.name AS domain, i.indicator_id, i.name AS indicator,
        p.point_id AS component_id, p.name, p.unit, s.value, s.status, e.best, e.worst, s.spec_version, s.source_period, s.sample_size,
        v.source AS derived_from, v.measure, m.batch_id
    FROM point_score AS s
    JOIN point AS p ON p.point_id = s.point_id
    JOIN indicator AS i ON i.indicator_id = s.indicator_id
    JOIN domain AS d ON d.domain_id = i.domain_id
    JOIN indicator_score AS n ON n.month = s.month AND n.indicator_id = s.indicator_id
    LEFT JOIN point_spec AS e ON e.point_id = s.point_id AND e.version = s.spec_version
    LEFT JOIN derivation AS v ON v.point_id = s.point_id
    LEFT JOIN measurement AS m ON m.point_id = s.point_id AND m.period = s.source_period
    WHERE s.month = $month AND s.score IS NULL AND $subject_id IN (n.lead_department_id, 'district')
        AND s.point_id NOT IN (SELECT component_id FROM component WHERE part = 'indicators')
),
input AS MATERIALIZED (
    FROM component UNION ALL BY NAME FROM silent
),
counted AS (
    SELECT i.component_id, sum(r.records) AS records, max(r.month) AS last_month
    FROM input AS i
    JOIN point AS p ON p.point_id = i.component_id
    JOIN derivation AS d ON d.point_id = i.component_id AND d.source = 'service_records'
    JOIN service_rollup AS r
        ON r.item_id = d.item_id
        AND r.month BETWEEN i.source_period
            AND i.source_period + CASE p.frequency WHEN '月' THEN INTERVAL 0 MONTH WHEN '季' THEN INTERVAL 2 MONTH ELSE INTERVAL 11 MONTH END
    WHERE i.part = 'indicators'
    GROUP BY i.component_id
)
SELECT
    i.dimension, i.part, i.domain_id, i.domain, i.indicator_id, i.indicator, i.component_id, i.name, i.unit, i.value, i.status,
    i.best, i.worst, i.planned_percent, i.spec_version, e.method, e.target, p.frequency, i.source_period, i.sample_size,
    i.score, i.weight, i.contribution, i.derived_from, i.measure, i.batch_id, b.loaded_at AS batch_at,
    v.item_id, o.name AS item, o.department_id AS item_department_id, c.last_month, v.domain_id AS complaint_domain_id, v.class_id, v.channel_id,
    CAST(CASE
        WHEN i.derived_from = 'service_records' THEN coalesce(c.records, 0)
        WHEN i.measure = 'complaint_count' THEN i.value
        WHEN i.derived_from = 'complaints' OR i.part = 'response' THEN i.sample_size
        WHEN i.value IS NULL THEN 0
        ELSE 1 END AS BIGINT) AS records,
    is_small_cell(CASE i.part WHEN 'response' THEN 'complaints' ELSE i.derived_from END, i.measure, i.value, i.sample_size) AS is_small
FROM input AS i
LEFT JOIN counted AS c ON c.component_id = i.component_id AND i.part = 'indicators'
LEFT JOIN point AS p ON p.point_id = i.component_id AND i.part = 'indicators'
LEFT JOIN point_spec AS e ON e.point_id = i.component_id AND e.version = i.spec_version AND i.part = 'indicators'
LEFT JOIN derivation AS v ON v.point_id = i.component_id AND i.part = 'indicators'
LEFT JOIN import_batch AS b ON b.batch_id = i.batch_id
LEFT JOIN service_item AS o ON o.item_id = v.item_id
LEFT JOIN domain AS d ON d.domain_id = i.domain_id
LEFT JOIN indicator AS n ON n.indicator_id = i.indicator_id
ORDER BY i.dimension DESC, i.part, d.position, n.position, p.position, CASE i.component_id WHEN 'responded' THEN 1 WHEN 'solved' THEN 2 WHEN 'satisfied' THEN 3 END, i.component_id
