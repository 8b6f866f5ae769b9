-- Effect: temporary table resolved_row, one row per staged task progress, in the columns of task_progress.
-- Parameters: $batch_id
CREATE OR REPLACE TEMP TABLE resolved_row AS
SELECT
    s.line, task.id AS task_id, s.month, s.planned_percent, s.actual_percent, s.evidence, $batch_id AS batch_id, false AS is_flagged
FROM staged_row AS s
LEFT JOIN known_name AS task ON task.kind = 'task' AND task.name = s.task_id
ORDER BY s.line
