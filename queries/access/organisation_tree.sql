-- One row per organisation and sub-district it answers for (null if none), with the organisation above it. One that was merged away
-- stays below its successor.
SELECT d.department_id, d.parent_id, s.subdistrict_id
FROM department AS d
LEFT JOIN subdistrict AS s ON s.department_id = d.department_id
