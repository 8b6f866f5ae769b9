-- One row per organisation that may send files, in the order of the catalogue.
SELECT department_id, name
FROM department
WHERE valid_to IS NULL
ORDER BY position
