-- One row per refused line after a line, in the order of the file, $limit of them: all its reasons in one text.
-- Parameters: $after (line), $limit (rows)
SELECT line, string_agg(message, ' ' ORDER BY "column", message) AS reasons
FROM problem
WHERE line > $after
GROUP BY line
ORDER BY line
LIMIT CAST($limit AS BIGINT)
