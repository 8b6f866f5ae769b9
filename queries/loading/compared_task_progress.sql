-- Effect: temporary table row_outcome, one row per staged task progress that no check refused: whether it is new, changed or unchanged against the district's.
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT * EXCLUDE (batch_id, is_flagged) FROM resolved_row ANTI JOIN refused_line USING (line)
),
unchanged AS (
    SELECT * EXCLUDE (line) FROM candidate
    INTERSECT
    SELECT t.* EXCLUDE (batch_id) FROM task_progress AS t SEMI JOIN candidate USING (task_id, month)
)
SELECT
    c.line,
    CASE WHEN u.task_id IS NOT NULL THEN 'unchanged' WHEN t.task_id IS NOT NULL THEN 'changed' ELSE 'new' END AS outcome
FROM candidate AS c
LEFT JOIN (SELECT task_id, month FROM task_progress) AS t ON t.task_id = c.task_id AND t.month = c.month
LEFT JOIN unchanged AS u ON u.task_id = c.task_id AND u.month = c.month
