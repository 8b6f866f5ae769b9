-- Effect: temporary table staged_row, one row per line of a task progress file: text trimmed and cast; what cannot be cast is null beside its text.
-- Parameters: $task_id, $month, $planned_percent, $actual_percent, $evidence (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
WITH named AS (
    SELECT
        line,
        entry('task_id', fields[$task_id]) AS task_id,
        half_width(entry('month', fields[$month])) AS month_text,
        entry('planned_percent', fields[$planned_percent]) AS planned_percent_text,
        entry('actual_percent', fields[$actual_percent]) AS actual_percent_text,
        entry('evidence', fields[$evidence]) AS evidence
    FROM staged_text
)
SELECT
    *,
    CASE WHEN period_kind(month_text) = '月' THEN period_start(month_text) END AS month,
    number(planned_percent_text) AS planned_percent,
    number(actual_percent_text) AS actual_percent
FROM named
