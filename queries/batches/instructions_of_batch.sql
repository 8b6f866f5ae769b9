-- One row per upload that became the batch (one or none): how it was read.
-- Parameters: $batch_id (VARCHAR)
SELECT instructions FROM upload WHERE batch_id = $batch_id AND instructions IS NOT NULL ORDER BY received_at DESC LIMIT 1
