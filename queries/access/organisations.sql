-- One row per organisation that an account can belong to, in the order of the catalogue; is_street if it answers for a sub-district.
SELECT d.department_id, d.name, d.valid_from, d.valid_to, count(s.subdistrict_id) > 0 AS is_street
FROM department AS d
LEFT JOIN subdistrict AS s ON s.department_id = d.department_id
GROUP BY d.department_id, d.name, d.valid_from, d.valid_to, d.position
ORDER BY d.position, d.department_id
