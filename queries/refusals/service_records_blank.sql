-- One row per blank cell of a service record that must be filled in.
SELECT line, 'record_id' AS "column", CAST(NULL AS VARCHAR) AS value, '是空的，必须填写' AS message FROM staged_row WHERE record_id IS NULL
UNION ALL SELECT line, 'item_id', NULL, '是空的，必须填写' FROM staged_row WHERE item_id IS NULL
UNION ALL SELECT line, 'submitted_at', NULL, '是空的，必须填写' FROM staged_row WHERE submitted_at_text IS NULL
UNION ALL SELECT line, 'accepted_at', NULL, '是空的，必须填写' FROM staged_row WHERE accepted_at_text IS NULL
