-- Effect: temporary table stored_row, one row per row of the district that a changed line would write over, with the line and its key in words.
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT i.line, t.rectification_id AS key, t.*
FROM rectification AS t
JOIN incoming AS i ON i.outcome = 'changed' AND t.rectification_id = i.rectification_id
ORDER BY i.line
