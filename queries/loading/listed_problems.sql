-- One row per problem of the file, in its order, $limit of them after the first $offset.
-- Parameters: $limit, $offset (rows)
SELECT line, "column", value, message FROM problem ORDER BY line, "column", message LIMIT CAST($limit AS BIGINT) OFFSET CAST($offset AS BIGINT)
