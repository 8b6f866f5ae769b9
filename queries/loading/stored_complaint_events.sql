-- Effect: temporary table stored_row, one row per row of the district that a changed line would write over, with the line and its key in words.
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT i.line, t.complaint_id || ' ' || t.occurred_at || ' ' || t.to_state AS key, t.*
FROM complaint_event AS t
JOIN incoming AS i
    ON i.outcome = 'changed' AND t.complaint_id = i.complaint_id AND t.occurred_at = i.occurred_at AND t.to_state = i.to_state
ORDER BY i.line
