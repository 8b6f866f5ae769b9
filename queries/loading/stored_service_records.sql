-- Effect: temporary table stored_row, one row per row of the district that a changed line would write over, with the line and its key in words.
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT i.line, t.record_id AS key, t.*
FROM met_record AS t
JOIN incoming AS i ON i.outcome = 'changed' AND t.record_id = i.record_id AND t.source = i.source
ORDER BY i.line
