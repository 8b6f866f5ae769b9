-- One row per blank cell of a call-back that must be filled in.
SELECT line, 'callback_id' AS "column", CAST(NULL AS VARCHAR) AS value, '是空的，必须填写' AS message FROM staged_row WHERE callback_id IS NULL
UNION ALL SELECT line, 'complaint_id', NULL, '是空的，必须填写' FROM staged_row WHERE complaint_id IS NULL
UNION ALL SELECT line, 'called_at', NULL, '是空的，必须填写' FROM staged_row WHERE called_at_text IS NULL
UNION ALL SELECT line, 'is_reached', NULL, '是空的，必须填写' FROM staged_row WHERE is_reached_text IS NULL
