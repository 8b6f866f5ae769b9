-- One row per H3 cell with complaints in the last weeks (rule hotspot_weeks) inside the district: how many, null for 1 to 4.
-- Parameters: $now (TIMESTAMP)
SELECT cell, shown_count(count(*)) AS complaints
FROM recent_complaint
WHERE submitted_at <= $now AND recent_until > $now AND cell IS NOT NULL AND NOT is_outside_district
GROUP BY cell
ORDER BY cell
