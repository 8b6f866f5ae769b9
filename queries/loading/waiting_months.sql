-- One row per published month that lines of the file have to wait for, and how many.
SELECT c.month, count(*) AS lines
FROM closed_line AS c
SEMI JOIN (SELECT line FROM row_outcome WHERE outcome IN ('waiting', 'awaiting')) AS o USING (line)
GROUP BY c.month
ORDER BY c.month
