-- One row: how many service records the filters leave; for a search, which the rollup cannot answer.
-- Parameters: $department_id (VARCHAR), $since (TIMESTAMP), $until (TIMESTAMP), $item_id (VARCHAR), $only (VARCHAR), $prefix (VARCHAR)
SELECT count(*) AS records FROM service_found($department_id, CAST($since AS TIMESTAMP), CAST($until AS TIMESTAMP), $item_id, $only, $prefix)
