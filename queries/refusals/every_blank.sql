-- One row per blank cell in a column that every line must fill in.
-- Parameters: $required (the columns)
SELECT line, "column", CAST(NULL AS VARCHAR) AS value, '是空的，必须填写' AS message
FROM staged_cell
WHERE value IS NULL AND list_contains($required, "column")
