-- One row per batch that has rows waiting for a decision, newest first. A row may count in several months, so the lines are not summed over them.
SELECT
    b.batch_id, b.dataset, b.file_name, b.sender, b.loaded_by, b.loaded_at,
    list(c.month ORDER BY c.month) AS months, any_value(b.waiting_rows) AS waiting_rows, min(c.noted_at) AS noted_at
FROM correction AS c
JOIN import_batch AS b ON b.batch_id = c.batch_id
WHERE c.state = '待定'
GROUP BY b.batch_id, b.dataset, b.file_name, b.sender, b.loaded_by, b.loaded_at
ORDER BY b.loaded_at DESC, b.batch_id
