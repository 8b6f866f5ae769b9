-- Effect: temporary table stored_row, one row per row of the district that a changed line would write over, with the line and its key in words.
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT i.line, t.task_id || ' ' || t.month AS key, t.*
FROM task_progress AS t
JOIN incoming AS i ON i.outcome = 'changed' AND t.task_id = i.task_id AND t.month = i.month
ORDER BY i.line
