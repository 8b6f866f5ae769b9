-- One row per derivation of a point (one, or none when departments fill it in): from which records, by which measure, and which of them.
-- Parameters: $point_id (VARCHAR)
SELECT
    d.source, d.measure, d.item_id, s.name AS item, s.department_id AS item_department_id,
    d.domain_id, o.name AS domain, d.class_id, c.name AS class, d.channel_id, h.name AS channel
FROM derivation AS d
LEFT JOIN service_item AS s ON s.item_id = d.item_id
LEFT JOIN domain AS o ON o.domain_id = d.domain_id
LEFT JOIN problem_class AS c ON c.class_id = d.class_id
LEFT JOIN channel AS h ON h.channel_id = d.channel_id
WHERE d.point_id = $point_id
