-- One row per month, sub-district and hexagon with complaints that count, submitted from the first day of one month to the last day of another: how
-- many. Sub-district and hexagon are both null for what the map of the district cannot show: outside of it, or nobody knows where.
-- Parameters: $first (first day of the first month, DATE), $last (first day of the last month, DATE), $class_id (VARCHAR), $channel_id (VARCHAR), $department_id (VARCHAR)
SELECT
    submitted_month AS month,
    CASE WHEN NOT is_outside_district THEN subdistrict_id END AS subdistrict_id,
    CASE WHEN NOT is_outside_district THEN cell END AS cell,
    count(*) AS complaints
FROM complaint_outcome
WHERE submitted_at >= CAST($first AS DATE) AND submitted_at < CAST($last AS DATE) + INTERVAL 1 MONTH
    AND ($class_id IS NULL OR class_id = $class_id)
    AND ($channel_id IS NULL OR channel_id = $channel_id)
    AND ($department_id IS NULL OR department_id = $department_id)
GROUP BY ALL
ORDER BY ALL
