-- One row per department, in the order of the catalogue: its full and its short name.
SELECT department_id, name, short_name FROM department ORDER BY position
