-- One row per blank cell in a column that every line must fill in.
-- Parameters: $required (the columns)
SELECT line, "column", CAST(NULL AS VARCHAR) AS value, '是空的，必须填写' AS message
FROM staged_cell
-- A moment has a text: millions of them need not be written out to see it.
WHERE moment IS NULL AND value IS NULL AND list_contains($required, "column")
