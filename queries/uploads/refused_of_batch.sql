-- One row per problem of the refused rows of a batch, in the order of the file; for whoever brought the file alone.
-- Parameters: $batch_id (VARCHAR), $limit (BIGINT)
SELECT line, "column", value, message
FROM rejected_row
WHERE batch_id = $batch_id
ORDER BY line, "column" NULLS FIRST
LIMIT $limit
