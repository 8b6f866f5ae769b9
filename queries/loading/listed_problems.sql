-- One row per problem of the file, in its order, the first $limit of them.
-- Parameters: $limit (rows)
SELECT line, "column", value, message FROM problem ORDER BY line, "column", message LIMIT CAST($limit AS BIGINT)
