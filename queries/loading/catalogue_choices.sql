-- One row per kind and catalogue entry that a file may name, by the name people know it by, in the catalogue's order.
-- A point whose value is computed from records is none: nobody reports it. Nor is a department that has ceased to exist.
-- Parameters: $today (DATE)
WITH choice AS (
    SELECT 'channel' AS kind, name, position FROM channel
    UNION ALL SELECT 'class', name, position FROM problem_class
    UNION ALL SELECT 'department', name, position FROM department WHERE valid_to IS NULL OR valid_to >= $today
    UNION ALL SELECT 'domain', name, position FROM domain
    UNION ALL SELECT 'item', name, position FROM service_item
    UNION ALL SELECT 'point', p.name, p.position FROM point AS p ANTI JOIN derivation AS d ON d.point_id = p.point_id
    UNION ALL SELECT 'state', label, position FROM state WHERE entity = 'complaint'
    UNION ALL SELECT 'rectification_state', label, position FROM state WHERE entity = 'rectification'
    UNION ALL SELECT 'subdistrict', name, position FROM subdistrict
    UNION ALL SELECT 'task', title, position FROM reform_task
)
SELECT kind, name
FROM choice
GROUP BY kind, name
ORDER BY kind, min(position), name
