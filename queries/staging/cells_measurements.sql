-- Effect: temporary view staged_cell, one row per cell of a measurement that the checks of every dataset look at.
-- kind: text, answer (yes or no), event or deadline (with its moment), else the kind of catalogue entry that the cell names.
CREATE OR REPLACE TEMP VIEW staged_cell AS
SELECT line, 'point_id' AS "column", 'point' AS kind, point_id AS value, CAST(NULL AS TIMESTAMP) AS moment FROM staged_row
UNION ALL SELECT line, 'period', 'text', period_text, NULL FROM staged_row
