-- Effect: temporary table stored_row, one row per row of the district that a changed line would write over, with the line and its key in words.
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT i.line, t.callback_id AS key, t.*
FROM callback AS t
JOIN incoming AS i ON i.outcome = 'changed' AND t.callback_id = i.callback_id
ORDER BY i.line
