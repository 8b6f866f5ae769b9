-- One row per department and month of a span in which it finished service records of an item: how many.
-- Parameters: $item_id (VARCHAR), $first_month, $last_month (first days of months, DATE)
SELECT r.department_id, d.short_name AS department, r.month, r.records
FROM service_rollup AS r
LEFT JOIN department AS d ON d.department_id = r.department_id
WHERE r.item_id = $item_id AND r.month BETWEEN $first_month AND $last_month
ORDER BY r.month DESC, d.position, r.department_id
