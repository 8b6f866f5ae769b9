-- One row per problem of the file, in the columns of rejected_row.
-- Parameters: $batch_id
SELECT $batch_id AS batch_id, line, "column", value, message FROM problem ORDER BY line, "column", message
