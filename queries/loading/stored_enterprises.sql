-- Effect: temporary table stored_row, one row per row of the district that a changed line would write over, with the line and its key in words.
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT i.line, t.enterprise_id AS key, t.*
FROM enterprise AS t
JOIN incoming AS i ON i.outcome = 'changed' AND t.enterprise_id = i.enterprise_id
ORDER BY i.line
