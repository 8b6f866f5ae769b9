-- One row per published month that lines of the file will wait for, in the columns of correction.
-- Parameters: $batch_id, $now (TIMESTAMP)
SELECT $batch_id AS batch_id, c.month, count(*) AS waiting_rows, '待定' AS state, CAST($now AS TIMESTAMP) AS noted_at
FROM closed_line AS c
SEMI JOIN (SELECT line FROM row_outcome WHERE outcome = 'waiting') AS o USING (line)
GROUP BY c.month
ORDER BY c.month
