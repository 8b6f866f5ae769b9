-- One row per reform task with a report: how far it has come, per cent.
SELECT task_id, max(actual_percent) AS actual_percent FROM task_progress GROUP BY task_id
