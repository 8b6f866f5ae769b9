-- One row per blank cell of a complaint that must be filled in.
SELECT line, 'complaint_id' AS "column", CAST(NULL AS VARCHAR) AS value, '是空的，必须填写' AS message FROM staged_row WHERE complaint_id IS NULL
UNION ALL SELECT line, 'kind', NULL, '是空的，必须填写' FROM staged_row WHERE kind IS NULL
UNION ALL SELECT line, 'submitted_at', NULL, '是空的，必须填写' FROM staged_row WHERE submitted_at_text IS NULL
