-- One row per name of a department: its identifier, its name, its short name, and the other names it was given.
SELECT department_id, department_id AS name FROM department
UNION
SELECT department_id, name FROM department
UNION
SELECT department_id, short_name AS name FROM department
UNION
SELECT id AS department_id, name FROM name_alias WHERE kind = 'department'
ORDER BY department_id, name
