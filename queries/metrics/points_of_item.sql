-- One row per monitoring point that is computed from the service records of an item.
-- Parameters: $item_id (VARCHAR)
SELECT DISTINCT p.point_id, p.name, p.position
FROM derivation AS d
JOIN point AS p ON p.point_id = d.point_id
WHERE d.source = 'service_records' AND d.item_id = $item_id
ORDER BY p.position, p.point_id
