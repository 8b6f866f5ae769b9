-- Effect: staged_file (so staged_text) has no line any more that is the example of a template.
-- Parameters: $key (position of the key column among the fields)
DELETE FROM staged_file WHERE rowid IN (
    SELECT place FROM staged_text WHERE contains(fields[$key], '示例') AND starts_with(trimmed(fields[$key]), '示例'))
