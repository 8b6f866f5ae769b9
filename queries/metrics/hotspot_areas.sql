-- One row per sub-district: complaints of the last weeks (null for 1 to 4), and how many that is per 10,000 enterprises (null without
-- enterprises too).
-- Parameters: $now (TIMESTAMP)
WITH counted AS (
    SELECT subdistrict_id, count(*) AS complaints
    FROM recent_complaint
    WHERE submitted_at <= $now AND recent_until > $now AND NOT is_outside_district
    GROUP BY subdistrict_id
)
SELECT
    s.subdistrict_id, s.name, s.zone_part, s.longitude, s.latitude, s.enterprises,
    shown_count(coalesce(c.complaints, 0)) AS complaints,
    10000.0 * shown_count(coalesce(c.complaints, 0)) / nullif(s.enterprises, 0) AS per_ten_thousand
FROM subdistrict AS s
LEFT JOIN counted AS c ON c.subdistrict_id = s.subdistrict_id
ORDER BY s.position
