-- One row per column with refused cells in a batch, most first; without any content, for whoever may see the batch.
-- Parameters: $batch_id (VARCHAR)
SELECT "column", count(DISTINCT line) AS refused
FROM rejected_row
WHERE batch_id = $batch_id
GROUP BY "column"
ORDER BY refused DESC, "column"
