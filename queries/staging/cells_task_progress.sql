-- Effect: temporary view staged_cell, one row per cell of a task progress that the checks of every dataset look at.
-- kind: text, answer (yes or no), event or deadline (with its moment), else the kind of catalogue entry that the cell names.
CREATE OR REPLACE TEMP VIEW staged_cell AS
SELECT line, 'task_id' AS "column", 'task' AS kind, task_id AS value, CAST(NULL AS TIMESTAMP) AS moment FROM staged_row
UNION ALL SELECT line, 'month', 'text', month_text, NULL FROM staged_row
UNION ALL SELECT line, 'planned_percent', 'text', planned_percent_text, NULL FROM staged_row
UNION ALL SELECT line, 'actual_percent', 'text', actual_percent_text, NULL FROM staged_row
