-- One row per call-back about a complaint, oldest first, as this viewer sees it; none about the viewer's own organisation: what an
-- enterprise said of a department is not the department's to read one by one.
-- Parameters: $viewer (STRUCT), $complaint_id (VARCHAR)
SELECT
    b.called_at, b.is_reached, b.is_solved, b.is_satisfied,
    texts_as_seen([b.reason], c.events_level, c.replaced, c.hides_enterprise)[1] AS reason
FROM complaint_named($viewer, [$complaint_id]) AS c
JOIN callback AS b ON b.complaint_id = c.complaint_id
WHERE NOT c.is_own
ORDER BY b.called_at, b.callback_id
