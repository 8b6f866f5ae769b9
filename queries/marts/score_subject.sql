-- One row per subject that can have a composite: every department while it exists, and 'district' for the whole.
SELECT department_id AS subject_id, coalesce(valid_from, DATE '-infinity') AS valid_from, coalesce(valid_to, DATE 'infinity') AS valid_to
FROM department
UNION ALL
SELECT 'district', DATE '-infinity', DATE 'infinity'
