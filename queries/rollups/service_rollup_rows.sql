-- One row per item, department and month of finish: what the service records of these months add to service_rollup.
-- Parameters: $first_month (DATE), $last_month (DATE)
SELECT * FROM service_month WHERE month BETWEEN $first_month AND $last_month ORDER BY item_id, department_id, month
