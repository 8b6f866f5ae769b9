-- One row per point of this frequency whose value comes from complaints: its value over a period.
-- Parameters: $frequency (月, 季 or 年), $first_month, $last_month (first days of the period's first and last month, DATE)
SELECT
    point_id, CAST($first_month AS DATE) AS period, value, sample_size,
    '已报' AS status,
    'complaints' AS source
FROM complaint_measure_of($frequency, NULL, $first_month, $last_month)
WHERE is_whole
ORDER BY point_id
