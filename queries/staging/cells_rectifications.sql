-- Effect: temporary view staged_cell, one row per cell of a rectification that the checks of every dataset look at.
-- kind: text, answer (yes or no), event or deadline (with its moment), else the kind of catalogue entry that the cell names.
CREATE OR REPLACE TEMP VIEW staged_cell AS
SELECT line, 'rectification_id' AS "column", 'text' AS kind, rectification_id AS value, CAST(NULL AS TIMESTAMP) AS moment FROM staged_row
UNION ALL SELECT line, 'origin_kind', 'text', origin_kind_text, NULL FROM staged_row
UNION ALL SELECT line, 'department_id', 'department', department_id, NULL FROM staged_row
UNION ALL SELECT line, 'title', 'text', title, NULL FROM staged_row
UNION ALL SELECT line, 'state', 'rectification_state', state, NULL FROM staged_row
UNION ALL SELECT line, 'opened_at', 'event', opened_at_text, opened_at FROM staged_row
UNION ALL SELECT line, 'claimed_at', 'event', claimed_at_text, claimed_at FROM staged_row
UNION ALL SELECT line, 'confirmed_at', 'event', confirmed_at_text, confirmed_at FROM staged_row
UNION ALL SELECT line, 'verified_at', 'event', verified_at_text, verified_at FROM staged_row
UNION ALL SELECT line, 'closed_at', 'event', closed_at_text, closed_at FROM staged_row
UNION ALL SELECT line, 'recurred_at', 'event', recurred_at_text, recurred_at FROM staged_row
UNION ALL SELECT line, 'due_at', 'deadline', due_at_text, due_at FROM staged_row
UNION ALL SELECT line, 'lookback_due_at', 'deadline', lookback_due_at_text, lookback_due_at FROM staged_row
