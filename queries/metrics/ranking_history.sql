-- One row per month of the last 24 and department of a ranking group: its place in the latest version of that month, oldest month first.
-- Parameters: $month (first day of the last month, DATE), $ranking_group (VARCHAR)
SELECT month, department_id, department, rank, rank_low, rank_high, band, score
FROM ranking_snapshot
WHERE month <= $month AND month > CAST($month AS DATE) - INTERVAL 24 MONTH
QUALIFY version = max(version) OVER (PARTITION BY month) AND ranking_group = $ranking_group
ORDER BY month, rank NULLS LAST, department_id
