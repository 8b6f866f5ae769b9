-- One row per line that is the example of a template: the cell of its key column begins with 示例.
-- Hardly a line has the word: looking for it first is quick.
-- Parameters: $key (position of the key column among the fields)
WITH key AS (
    SELECT line + step * rowid AS line, CAST(COLUMNS(cell -> cell = coalesce('f' || $key, 'absent')) AS VARCHAR) AS text FROM staged_file
)
SELECT line, text FROM key WHERE contains(text, '示例') AND starts_with(trimmed(text), '示例') ORDER BY line
