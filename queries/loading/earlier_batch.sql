-- One row per earlier import of the same file with the same mapping that has not been undone.
-- Parameters: $dataset, $file_hash, $mapping (JSON text)
SELECT batch_id FROM import_batch
WHERE dataset = $dataset AND file_hash = $file_hash AND mapping = $mapping AND undone_at IS NULL
