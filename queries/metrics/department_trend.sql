-- One row per month of the last 24 with a score of a department: the latest version of its ranking up to and with a month, oldest first.
-- Parameters: $month (first day of the month, DATE), $department_id (VARCHAR)
SELECT month, score, low, high, movement, movement_error
FROM ranking_snapshot
WHERE department_id = $department_id AND month <= $month AND month > CAST($month AS DATE) - INTERVAL 24 MONTH
QUALIFY version = max(version) OVER (PARTITION BY month)
ORDER BY month
