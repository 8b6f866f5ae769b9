-- Effect: temporary view staged_cell, one row per cell of a complaint that the checks of every dataset look at.
-- kind: text, answer (yes or no), event or deadline (with its moment), else the kind of catalogue entry that the cell names.
CREATE OR REPLACE TEMP VIEW staged_cell AS
SELECT line, 'complaint_id' AS "column", 'text' AS kind, complaint_id AS value, CAST(NULL AS TIMESTAMP) AS moment FROM staged_row
UNION ALL SELECT line, 'kind', 'text', kind, NULL FROM staged_row
UNION ALL SELECT line, 'channel_id', 'channel', channel_id, NULL FROM staged_row
UNION ALL SELECT line, 'department_id', 'department', department_id, NULL FROM staged_row
UNION ALL SELECT line, 'domain_id', 'domain', domain_id, NULL FROM staged_row
UNION ALL SELECT line, 'class_id', 'class', class_id, NULL FROM staged_row
UNION ALL SELECT line, 'subdistrict_id', 'subdistrict', subdistrict_id, NULL FROM staged_row
UNION ALL SELECT line, 'state', 'state', state, NULL FROM staged_row
UNION ALL SELECT line, 'is_urgent', 'answer', is_urgent_text, NULL FROM staged_row
UNION ALL SELECT line, 'is_confidential', 'answer', is_confidential_text, NULL FROM staged_row
UNION ALL SELECT line, 'submitted_at', 'event', submitted_at_text, submitted_at FROM staged_row
UNION ALL SELECT line, 'accepted_at', 'event', accepted_at_text, accepted_at FROM staged_row
UNION ALL SELECT line, 'responded_at', 'event', responded_at_text, responded_at FROM staged_row
UNION ALL SELECT line, 'claimed_at', 'event', claimed_at_text, claimed_at FROM staged_row
UNION ALL SELECT line, 'response_due_at', 'deadline', response_due_at_text, response_due_at FROM staged_row
UNION ALL SELECT line, 'resolution_due_at', 'deadline', resolution_due_at_text, resolution_due_at FROM staged_row
