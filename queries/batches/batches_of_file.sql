-- One row per batch that came from a file with this content for this dataset, those in force first, then the newest.
-- Parameters: $dataset (VARCHAR), $file_hash (VARCHAR)
SELECT batch_id, file_name, loaded_by, loaded_at, undone_at, undone_by, undo_reason
FROM import_batch
WHERE dataset = $dataset AND file_hash = $file_hash
ORDER BY undone_at IS NOT NULL, loaded_at DESC, batch_id DESC
