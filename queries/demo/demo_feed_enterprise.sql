-- One row: an enterprise of a sub-district, the one at a given place in a stable order.
-- Parameters: $subdistrict_id, $place (0 to 1, DOUBLE)
SELECT enterprise_id FROM enterprise
WHERE subdistrict_id = $subdistrict_id
ORDER BY enterprise_id
LIMIT 1 OFFSET (SELECT CAST(floor(count(*) * CAST($place AS DOUBLE)) AS BIGINT) FROM enterprise WHERE subdistrict_id = $subdistrict_id)
