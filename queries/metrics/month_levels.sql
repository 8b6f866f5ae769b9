-- One row per domain and indicator (level: domain, indicator) of a month: score, coverage, its movement and the error of that.
-- What both months measured anew adds up; what one carried forward from the other cancels. A new rule version has no movement.
-- Parameters: $month (first day of the month, DATE), $z (standard errors of the interval, DOUBLE)
WITH part AS (
    SELECT month, point_id, source_period, CASE WHEN month = $month THEN 1 ELSE -1 END * standard_error AS error, unnest([
        {'level': 'domain', 'level_id': domain_id, 'share': domain_share},
        {'level': 'indicator', 'level_id': indicator_id, 'share': indicator_share}
    ], recursive := true)
    FROM point_share
    WHERE month IN ($month, CAST($month AS DATE) - INTERVAL 1 MONTH)
),
change AS (
    SELECT level, level_id, point_id, source_period, sum(share * error) AS error FROM part GROUP BY level, level_id, point_id, source_period
),
difference AS (
    SELECT level, level_id, sqrt(sum(error * error)) AS standard_error FROM change GROUP BY level, level_id
),
ruled AS (
    SELECT max(rule_version) = min(rule_version) AS is_same FROM point_score WHERE month IN ($month, CAST($month AS DATE) - INTERVAL 1 MONTH)
)
SELECT
    s.level, s.level_id, s.score, s.coverage, s.points, s.reported_points,
    CASE WHEN ruled.is_same THEN s.score - b.score END AS movement,
    CASE WHEN ruled.is_same AND b.score IS NOT NULL THEN $z * e.standard_error END AS movement_error
FROM level_score AS s
CROSS JOIN ruled
LEFT JOIN level_score AS b ON b.level = s.level AND b.level_id = s.level_id AND b.month = CAST($month AS DATE) - INTERVAL 1 MONTH
LEFT JOIN difference AS e ON e.level = s.level AND e.level_id = s.level_id
WHERE s.month = $month
ORDER BY s.level, s.level_id
