-- One row per batch that has written over rows of this one and was not taken back, the newest first.
-- Parameters: $replaced (VARCHAR, a table <name>_replaced), $batch_id (VARCHAR)
SELECT r.replaced_by AS later_id, count(*) AS rows
FROM query_table($replaced) AS r
WHERE r.batch_id = $batch_id
GROUP BY r.replaced_by
ORDER BY later_id DESC
