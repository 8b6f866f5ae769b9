-- One row per scored month and point with a score: the share it has in its indicator's score and in its domain's; each adds up to 1.
SELECT
    s.month, s.point_id, s.indicator_id, n.domain_id, s.source_period, s.standard_error,
    s.weight / sum(s.weight) OVER (PARTITION BY s.month, s.indicator_id) AS indicator_share,
    indicator_share * n.share AS domain_share
FROM point_score AS s
JOIN (
    SELECT month, indicator_id, domain_id, weight / sum(weight) OVER (PARTITION BY month, domain_id) AS share
    FROM indicator_score
    WHERE score IS NOT NULL
) AS n ON n.month = s.month AND n.indicator_id = s.indicator_id
WHERE s.score IS NOT NULL
