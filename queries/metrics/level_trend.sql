-- One row per month of the last 24 with a score of a domain or an indicator, oldest first: the score with its interval.
-- Parameters: $level (domain or indicator, VARCHAR), $level_id (VARCHAR), $month (first day of the last month, DATE), $z (standard errors of the interval, DOUBLE)
SELECT month, score, greatest(0, score - $z * standard_error) AS low, least(100, score + $z * standard_error) AS high, coverage
FROM level_score
WHERE level = $level AND level_id = $level_id AND score IS NOT NULL
    AND month <= $month AND month > CAST($month AS DATE) - INTERVAL 24 MONTH
ORDER BY month
