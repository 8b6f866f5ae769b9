-- One row per scored month of the last 24 of a point, oldest first: the value that counted, where it came from, and the spec it was measured by.
-- Parameters: $point_id (VARCHAR), $month (first day of the last month, DATE)
SELECT month, status, source_period, value, sample_size, score, is_small, spec_version, best, worst, target
FROM point_shown
WHERE point_id = $point_id AND month <= $month AND month > CAST($month AS DATE) - INTERVAL 24 MONTH
ORDER BY month
