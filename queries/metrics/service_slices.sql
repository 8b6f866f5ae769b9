-- One row per department and item with finished service records in a month: how many there are, and how many of each kind that a list asks for.
-- Parameters: $month (first day of the month, DATE)
SELECT
    r.department_id, coalesce(d.short_name, r.department_id) AS department, r.item_id, coalesce(i.name, r.item_id) AS item,
    r.records, r.late, r.returned, r.online, r.records - r.online AS offline, r.rated - r.rated_good AS rated_low
FROM service_rollup AS r
LEFT JOIN department AS d ON d.department_id = r.department_id
LEFT JOIN service_item AS i ON i.item_id = r.item_id
WHERE r.month = $month
ORDER BY d.position, r.department_id, i.position, r.item_id
