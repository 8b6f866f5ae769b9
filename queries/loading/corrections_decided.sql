-- One row per batch and month whose waiting rows were accepted or declined, newest first.
SELECT
    c.batch_id, b.dataset, b.file_name, b.sender, c.month, c.waiting_rows, c.state, c.decided_by, c.decided_at, c.reason, c.version
FROM correction AS c
JOIN import_batch AS b ON b.batch_id = c.batch_id
WHERE c.state <> '待定'
ORDER BY c.decided_at DESC, c.batch_id, c.month
