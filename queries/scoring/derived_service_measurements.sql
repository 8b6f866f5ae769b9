-- One row per point of this frequency whose value comes from service records: its value over a period, computed from the rollup.
-- Parameters: $frequency (月, 季 or 年), $first_month, $last_month (first days of the period's first and last month, DATE)
SELECT
    point_id, CAST($first_month AS DATE) AS period, value, sample_size, standard_error,
    '已报' AS status,
    'service_records' AS source
FROM service_measure_of($frequency, NULL, $first_month, $last_month)
WHERE is_whole
ORDER BY point_id
