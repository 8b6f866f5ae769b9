-- Effect: temporary view staged_cell, one row per cell of an enterprise that the checks of every dataset look at.
-- kind: text, answer (yes or no), event or deadline (with its moment), else the kind of catalogue entry that the cell names.
CREATE OR REPLACE TEMP VIEW staged_cell AS
SELECT line, 'uscc' AS "column", 'text' AS kind, uscc AS value, CAST(NULL AS TIMESTAMP) AS moment FROM staged_row
UNION ALL SELECT line, 'name', 'text', name, NULL FROM staged_row
UNION ALL SELECT line, 'scale', 'text', scale, NULL FROM staged_row
UNION ALL SELECT line, 'subdistrict_id', 'subdistrict', subdistrict_id, NULL FROM staged_row
