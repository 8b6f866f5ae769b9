-- One row per batch with this identity (one or none): everything the ledger knows of it.
-- Parameters: $batch_id (VARCHAR)
SELECT b.*, d.name AS sender_name
FROM import_batch AS b
LEFT JOIN department AS d ON d.department_id = b.sender
WHERE b.batch_id = $batch_id
