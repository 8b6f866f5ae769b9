-- One row per secondary indicator: the weighted mean of its scored points, and the share of weight they cover.
-- Parameters: $month (first day of the month, DATE)
SELECT
    CAST($month AS DATE) AS month, i.indicator_id, i.domain_id, i.lead_department_id, i.weight,
    round(sum(p.weight * p.score ORDER BY p.point_id) FILTER (p.score IS NOT NULL)
        / sum(p.weight ORDER BY p.point_id) FILTER (p.score IS NOT NULL), 9) AS score,
    coalesce(sum(p.weight ORDER BY p.point_id) FILTER (p.score IS NOT NULL), 0) / sum(p.weight ORDER BY p.point_id) AS coverage,
    count(*) AS points,
    count(p.score) AS reported_points
FROM indicator AS i
JOIN point_score AS p ON p.indicator_id = i.indicator_id AND p.month = $month
GROUP BY i.indicator_id, i.domain_id, i.lead_department_id, i.weight
ORDER BY i.indicator_id
