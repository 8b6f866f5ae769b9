-- One row: all complaints of the last weeks, and how many of them the map can show.
-- Parameters: $now (TIMESTAMP)
SELECT
    count(*) AS complaints,
    count(*) FILTER (cell IS NOT NULL AND NOT is_outside_district) AS mapped
FROM recent_complaint
WHERE submitted_at <= $now AND recent_until > $now
