-- One row per line that has to wait, in the columns of <table>_waiting.
SELECT * FROM waiting_row SEMI JOIN (SELECT line FROM row_outcome WHERE outcome = 'waiting') AS o USING (line) ORDER BY line
