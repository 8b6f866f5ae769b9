-- Effect: temporary view staged_cell, one row per cell of a complaint event that the checks of every dataset look at.
-- kind: text, answer (yes or no), event or deadline (with its moment), else the kind of catalogue entry that the cell names.
CREATE OR REPLACE TEMP VIEW staged_cell AS
SELECT line, 'complaint_id' AS "column", 'text' AS kind, complaint_id AS value, CAST(NULL AS TIMESTAMP) AS moment FROM staged_row
UNION ALL SELECT line, 'from_state', 'state', from_state, NULL FROM staged_row
UNION ALL SELECT line, 'to_state', 'state', to_state, NULL FROM staged_row
UNION ALL SELECT line, 'actor', 'text', actor, NULL FROM staged_row
UNION ALL SELECT line, 'occurred_at', 'event', occurred_at_text, occurred_at FROM staged_row
