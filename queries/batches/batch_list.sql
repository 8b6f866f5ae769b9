-- One row per batch, the newest first: what came in, from whom, by whom, and whether it was taken back.
-- Parameters: $dataset (VARCHAR, NULL: any), $limit (BIGINT), $offset (BIGINT)
SELECT
    b.batch_id, b.dataset, b.file_name, b.file_hash, b.sender, d.name AS sender_name, b.loaded_by, b.loaded_at, b.encoding,
    b.new_rows, b.changed_rows, b.unchanged_rows, b.refused_rows, b.flagged_rows, b.skipped_rows, b.waiting_rows,
    b.undone_at, b.undone_by, b.undo_reason,
    count(*) OVER () AS total
FROM import_batch AS b
LEFT JOIN department AS d ON d.department_id = b.sender
WHERE $dataset IS NULL OR b.dataset = $dataset
ORDER BY b.loaded_at DESC, b.batch_id DESC
LIMIT $limit OFFSET $offset
