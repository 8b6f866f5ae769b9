-- One row per component of a composite: what it is, the value behind it, how many raw records that counts, what it weighs and adds.
-- Parameters: $month (first day of the month, DATE), $subject_id (department_id or 'district'; null for all, VARCHAR)
WITH counted AS (
    SELECT s.point_id, sum(r.records) AS records
    FROM point_score AS s
    JOIN point AS p ON p.point_id = s.point_id
    JOIN derivation AS d ON d.point_id = s.point_id AND d.source = 'service_records'
    JOIN service_rollup AS r
        ON r.item_id = d.item_id
        AND r.month BETWEEN s.source_period
            AND s.source_period + CASE p.frequency WHEN '月' THEN INTERVAL 0 MONTH WHEN '季' THEN INTERVAL 2 MONTH ELSE INTERVAL 11 MONTH END
    WHERE s.month = $month
    GROUP BY s.point_id
)
SELECT c.* EXCLUDE (month), n.records
FROM live_component AS c
LEFT JOIN counted AS n ON c.part = 'indicators' AND n.point_id = c.component_id
WHERE c.month = $month AND ($subject_id IS NULL OR c.subject_id = $subject_id)
ORDER BY c.subject_id, c.dimension DESC, c.part, c.component_id
