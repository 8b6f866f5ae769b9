-- Effect: in row_outcome, the lines whose month is published: waiting, awaiting (the same row waits already), unchanged (it was declined before).
-- Parameters: $table (name of <table>_waiting)
DELETE FROM row_outcome WHERE line IN (SELECT line FROM waiting_row);
INSERT INTO row_outcome
SELECT w.line, CASE known.state WHEN '待定' THEN 'awaiting' WHEN '已退回' THEN 'unchanged' ELSE 'waiting' END AS outcome
FROM waiting_row AS w
LEFT JOIN (
    SELECT t.digest, max_by(c.state, (c.noted_at, c.batch_id)) AS state
    FROM query_table($table) AS t
    JOIN correction AS c ON c.batch_id = t.batch_id
    GROUP BY t.digest
) AS known ON known.digest = w.digest
