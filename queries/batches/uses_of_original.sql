-- One row: how many uploads that were not discarded, and how many batches, name the original with this hash.
-- Parameters: $file_hash (VARCHAR)
SELECT
    (SELECT count(*) FROM upload WHERE file_hash = $file_hash AND state <> 'discarded')
    + (SELECT count(*) FROM import_batch WHERE file_hash = $file_hash) AS uses
