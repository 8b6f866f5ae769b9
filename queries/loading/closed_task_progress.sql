-- Effect: temporary table closed_line, one row per line and published month in which what it changes counts; a task without a plan does not.
CREATE OR REPLACE TEMP TABLE closed_line AS
SELECT DISTINCT i.line, f.month
FROM incoming AS i
JOIN final_reach AS f ON f.frequency = '月' AND f.month = i.month
LEFT JOIN stored_row AS s ON s.line = i.line
WHERE (i.planned_percent, i.actual_percent) IS DISTINCT FROM (s.planned_percent, s.actual_percent)
    AND (i.planned_percent > 0 OR s.planned_percent > 0)
