-- One row per blank cell of a measurement that must be filled in.
SELECT line, 'point_id' AS "column", CAST(NULL AS VARCHAR) AS value, '是空的，必须填写' AS message FROM staged_row WHERE point_id IS NULL
UNION ALL SELECT line, 'period', NULL, '是空的，必须填写' FROM staged_row WHERE period_text IS NULL
