-- One row per department and origin of the register: how many rectifications there are.
-- Parameters: $now (TIMESTAMP)
SELECT r.department_id, coalesce(r.department, r.department_id) AS department, r.origin_kind, count(*) AS rectifications
FROM rectification_status AS r
LEFT JOIN department AS d ON d.department_id = r.department_id
WHERE r.opened_at <= $now
GROUP BY r.department_id, r.department, r.origin_kind, d.position
ORDER BY d.position, r.department_id, r.origin_kind
