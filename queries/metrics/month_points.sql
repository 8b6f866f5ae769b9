-- One row per monitoring point of the catalogue in a month: where it belongs, its value and score as screens may show them, its shares of
-- the scores above it, and where it stands against its target, now and the month before.
-- gap: by how many points the score stays behind that of the target, negative beyond it.
-- standing: 达标 (reaches the target), 临界 (misses it by no more than the error of its score), 未达标; 样本不足, 未报 and 未列目标 say why not.
-- Parameters: $month (first day of the month, DATE), $z (standard errors of the interval, DOUBLE)
WITH stood AS (
    SELECT
        *,
        CASE
            WHEN is_small OR status = '样本不足' THEN '样本不足'
            WHEN status = '未报' THEN '未报'
            WHEN target IS NULL THEN '未列目标'
            WHEN is_met THEN '达标'
            WHEN target_score - score <= $z * standard_error THEN '临界'
            ELSE '未达标'
        END AS standing
    FROM point_shown
    WHERE month IN ($month, CAST($month AS DATE) - INTERVAL 1 MONTH)
)
SELECT
    d.domain_id, d.name AS domain, i.indicator_id, i.name AS indicator, coalesce(n.weight, i.weight) AS indicator_weight,
    l.department_id, l.short_name AS department, i.co_departments,
    p.point_id, p.name AS point, p.unit, p.better, p.frequency, p.source_type, p.is_key, v.source AS derived_from,
    coalesce(s.status, '未报') AS status, coalesce(s.standing, '未报') AS standing, b.standing AS previous_standing,
    s.value, s.sample_size, s.source_period, s.score, s.standard_error, coalesce(s.is_small, false) AS is_small,
    s.spec_version, s.weight, s.target_score - s.score AS gap, s.best, s.worst, s.target, s.method, h.indicator_share, h.domain_share
FROM point AS p
JOIN indicator AS i ON i.indicator_id = p.indicator_id
JOIN domain AS d ON d.domain_id = i.domain_id
LEFT JOIN indicator_score AS n ON n.month = $month AND n.indicator_id = i.indicator_id
LEFT JOIN department AS l ON l.department_id = coalesce(n.lead_department_id, i.lead_department_id)
LEFT JOIN derivation AS v ON v.point_id = p.point_id
LEFT JOIN stood AS s ON s.month = $month AND s.point_id = p.point_id
LEFT JOIN stood AS b ON b.month <> $month AND b.point_id = p.point_id
LEFT JOIN point_share AS h ON h.month = $month AND h.point_id = p.point_id
ORDER BY d.position, i.position, p.position
