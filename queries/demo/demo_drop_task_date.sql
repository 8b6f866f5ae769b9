-- Effect: drops the table of task dates of this connection.
DROP TABLE demo_task_date
