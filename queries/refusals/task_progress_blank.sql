-- One row per blank cell of a task progress that must be filled in.
SELECT line, 'task_id' AS "column", CAST(NULL AS VARCHAR) AS value, '是空的，必须填写' AS message FROM staged_row WHERE task_id IS NULL
UNION ALL SELECT line, 'month', NULL, '是空的，必须填写' FROM staged_row WHERE month_text IS NULL
UNION ALL SELECT line, 'planned_percent', NULL, '是空的，必须填写' FROM staged_row WHERE planned_percent_text IS NULL
UNION ALL SELECT line, 'actual_percent', NULL, '是空的，必须填写' FROM staged_row WHERE actual_percent_text IS NULL
