-- One row per domain: the weighted mean of its scored indicators.
-- Parameters: $month (first day of the month, DATE)
SELECT
    month, domain_id,
    round(sum(weight * score ORDER BY indicator_id) FILTER (score IS NOT NULL)
        / sum(weight ORDER BY indicator_id) FILTER (score IS NOT NULL), 9) AS score,
    sum(weight * coverage ORDER BY indicator_id) / sum(weight ORDER BY indicator_id) AS coverage,
    sum(points) AS points,
    sum(reported_points) AS reported_points
FROM indicator_score
WHERE month = $month
GROUP BY month, domain_id
ORDER BY domain_id
