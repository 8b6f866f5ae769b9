-- One row per period of a point with a value that somebody brought, the newest of the last 24 months first, and the batch that it came in.
-- Parameters: $point_id (VARCHAR), $month (first day of the last month, DATE)
SELECT m.period, m.value, m.sample_size, m.status, m.batch_id, b.file_name, b.loaded_at, d.short_name AS sender
FROM measurement AS m
LEFT JOIN import_batch AS b ON b.batch_id = m.batch_id
LEFT JOIN department AS d ON d.department_id = b.sender
WHERE m.point_id = $point_id AND m.point_id NOT IN (SELECT point_id FROM derivation)
    AND m.period <= $month AND m.period > CAST($month AS DATE) - INTERVAL 24 MONTH
ORDER BY m.period DESC
