-- One row per month of the last 24 with a score of a department: the latest version of its ranking up to and with a month, oldest first.
-- peer_median is the median score of the ranked departments of its group in that month.
-- Parameters: $month (first day of the month, DATE), $department_id (VARCHAR)
WITH latest AS (
    SELECT * FROM ranking_snapshot
    WHERE month <= $month AND month > CAST($month AS DATE) - INTERVAL 24 MONTH
    QUALIFY version = max(version) OVER (PARTITION BY month)
)
SELECT month, score, low, high, band, rank_low, rank_high, movement, movement_error, rule_version, peer_median
FROM (
    SELECT *, median(CASE WHEN rank IS NOT NULL THEN score END) OVER (PARTITION BY month, ranking_group) AS peer_median FROM latest
)
WHERE department_id = $department_id
ORDER BY month
