-- One row: the upload of this account that became this batch.
-- Parameters: $batch_id (VARCHAR), $account (VARCHAR)
SELECT upload_id, dataset, file_name, file_hash
FROM upload
WHERE batch_id = $batch_id AND account = $account
LIMIT 1
