-- Effect: the table of this connection that holds one row per reform task: its date in the demo's year.
CREATE OR REPLACE TEMP TABLE demo_task_date (task_id VARCHAR, due_date DATE)
