-- One row per line that is the example of a template: the cell of its key column begins with 示例.
-- Hardly a line has the word: looking for it first is quick.
-- Parameters: $key (position of the key column among the fields)
SELECT line, fields[$key] AS text FROM staged_text WHERE contains(fields[$key], '示例') AND starts_with(trimmed(fields[$key]), '示例') ORDER BY line
