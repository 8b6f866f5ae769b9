-- One row per reform task, in catalogue order.
SELECT task_id, list, title, lead_department_id, due_date, position FROM reform_task ORDER BY position, task_id
