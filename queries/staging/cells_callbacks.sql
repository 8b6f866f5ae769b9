-- Effect: temporary view staged_cell, one row per cell of a call-back that the checks of every dataset look at.
-- kind: text, answer (yes or no), event or deadline (with its moment), else the kind of catalogue entry that the cell names.
CREATE OR REPLACE TEMP VIEW staged_cell AS
SELECT line, 'callback_id' AS "column", 'text' AS kind, callback_id AS value, CAST(NULL AS TIMESTAMP) AS moment FROM staged_row
UNION ALL SELECT line, 'complaint_id', 'text', complaint_id, NULL FROM staged_row
UNION ALL SELECT line, 'is_reached', 'answer', is_reached_text, NULL FROM staged_row
UNION ALL SELECT line, 'is_solved', 'answer', is_solved_text, NULL FROM staged_row
UNION ALL SELECT line, 'is_satisfied', 'answer', is_satisfied_text, NULL FROM staged_row
UNION ALL SELECT line, 'called_at', 'event', called_at_text, called_at FROM staged_row
