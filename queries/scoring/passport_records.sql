-- One row per service item and month behind a subject's points: how many raw records were counted.
-- Parameters: $month (first day of the month, DATE), $subject_id (department_id or 'district', VARCHAR)
SELECT r.item_id, s.name AS item, r.month, sum(r.records) AS records
FROM service_rollup AS r
JOIN service_item AS s ON s.item_id = r.item_id
WHERE EXISTS (
    SELECT 1
    FROM score_component AS c
    JOIN derivation AS d ON d.point_id = c.component_id AND d.source = 'service_records'
    JOIN point AS p ON p.point_id = d.point_id
    WHERE c.month = $month AND c.subject_id = $subject_id AND c.part = 'indicators' AND d.item_id = r.item_id
        AND r.month BETWEEN c.source_period
            AND c.source_period + CASE p.frequency WHEN '月' THEN INTERVAL 0 MONTH WHEN '季' THEN INTERVAL 2 MONTH ELSE INTERVAL 11 MONTH END)
GROUP BY r.item_id, s.name, r.month
ORDER BY r.item_id, r.month
