-- One row per department that handled the service records behind a point over a period, and one for all together (is_whole, first): the
-- point's value computed for it alone, and how many records it handled.
-- Parameters: $point_id (VARCHAR), $frequency (月, 季 or 年), $first_month, $last_month (first days of the period's first and last month, DATE)
SELECT v.is_whole, v.department_id, d.short_name AS department, v.value, v.sample_size, v.records, false AS is_small
FROM service_measure_of($frequency, $point_id, $first_month, $last_month) AS v
LEFT JOIN department AS d ON d.department_id = v.department_id
ORDER BY v.is_whole DESC, d.position, v.department_id
