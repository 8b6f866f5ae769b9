-- One row per warning about the file, in its order, $limit of them after the first $offset.
-- Parameters: $limit, $offset (rows)
SELECT line, "column", value, message FROM warning ORDER BY line, "column", message LIMIT CAST($limit AS BIGINT) OFFSET CAST($offset AS BIGINT)
