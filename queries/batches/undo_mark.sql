-- Effect: the ledger says that the batch was taken back, by whom and why.
-- Parameters: $batch_id (VARCHAR), $at (TIMESTAMP), $by (VARCHAR), $reason (VARCHAR)
UPDATE import_batch SET undone_at = $at, undone_by = $by, undo_reason = $reason WHERE batch_id = $batch_id
