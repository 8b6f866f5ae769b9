-- One row per scored month and domain or indicator (level: domain, indicator): its score, the standard error of that, and how much is reported.
WITH part AS (
    SELECT month, 'domain' AS level, domain_id AS level_id, domain_share * standard_error AS error FROM point_share
    UNION ALL
    SELECT month, 'indicator', indicator_id, indicator_share * standard_error FROM point_share
),
erring AS (
    SELECT month, level, level_id, sqrt(sum(error * error)) AS standard_error FROM part GROUP BY month, level, level_id
),
scored AS (
    SELECT month, 'domain' AS level, domain_id AS level_id, score, coverage, points, reported_points FROM domain_score
    UNION ALL
    SELECT month, 'indicator', indicator_id, score, coverage, points, reported_points FROM indicator_score
)
SELECT s.*, e.standard_error
FROM scored AS s
LEFT JOIN erring AS e ON e.month = s.month AND e.level = s.level AND e.level_id = s.level_id
