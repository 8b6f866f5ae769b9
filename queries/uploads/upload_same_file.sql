-- One row: the newest batch that this very file became, unless it was undone.
-- Parameters: $file_hash (VARCHAR), $dataset (VARCHAR)
SELECT batch_id, loaded_at, loaded_by
FROM import_batch
WHERE file_hash = $file_hash AND dataset = $dataset AND undone_at IS NULL
ORDER BY loaded_at DESC
LIMIT 1
