-- One row: who complained, in the clear, for one complaint; none outside the viewer's scope, about the viewer's own organisation, or given in confidence.
-- Parameters: $viewer (STRUCT), $complaint_id (VARCHAR)
SELECT complainant, phone
FROM complaint_in_scope($viewer)
WHERE complaint_id = $complaint_id AND NOT is_own AND NOT is_sealed
