-- Effect: temporary table staged_row, one row per line of an enterprises file: text trimmed, the credit code in capitals and half-width signs.
-- Parameters: $uscc, $name, $scale, $subdistrict_id, $enterprise_id (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
SELECT
    line,
    upper(half_width(entry('uscc', fields[$uscc]))) AS uscc,
    entry('name', fields[$name]) AS name,
    entry('scale', fields[$scale]) AS scale,
    entry('subdistrict_id', fields[$subdistrict_id]) AS subdistrict_id,
    entry('enterprise_id', fields[$enterprise_id]) AS enterprise_id
FROM staged_text
