-- Effect: removes the task progress that the import writes again.
DELETE FROM task_progress
USING incoming AS i
WHERE i.outcome = 'changed' AND task_progress.task_id = i.task_id AND task_progress.month = i.month
