-- One row per department that has records to make, in the order in which they are stored.
SELECT DISTINCT department_id FROM demo_profile ORDER BY department_id
