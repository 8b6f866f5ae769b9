-- One row per refused line of the batch after a line, in the order of the file, $limit of them: all its reasons in one text.
-- Parameters: $batch_id (VARCHAR), $after (line), $limit (rows)
SELECT line, string_agg(message, ' ' ORDER BY "column", message) AS reasons
FROM rejected_row
WHERE batch_id = $batch_id AND line > $after
GROUP BY line
ORDER BY line
LIMIT CAST($limit AS BIGINT)
