-- Effect: every reform task is due on its date in the demo's year.
UPDATE reform_task SET due_date = d.due_date FROM demo_task_date AS d WHERE d.task_id = reform_task.task_id
