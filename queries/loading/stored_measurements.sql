-- Effect: temporary table stored_row, one row per row of the district that a changed line would write over, with the line and its key in words.
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT i.line, t.point_id || ' ' || t.period AS key, t.*
FROM measurement AS t
JOIN incoming AS i ON i.outcome = 'changed' AND t.point_id = i.point_id AND t.period = i.period
ORDER BY i.line
