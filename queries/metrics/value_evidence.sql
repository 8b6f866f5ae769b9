-- One row per value that was reported for a point, the latest period first, with the batch it came in and its file.
-- Parameters: $point_id (VARCHAR), $until (first day of the last period, DATE), $limit (BIGINT)
SELECT m.period, m.value, m.sample_size, m.status, m.batch_id, b.file_name, b.loaded_at
FROM measurement AS m
LEFT JOIN import_batch AS b ON b.batch_id = m.batch_id
WHERE m.point_id = $point_id AND m.period <= $until
ORDER BY m.period DESC
LIMIT $limit
