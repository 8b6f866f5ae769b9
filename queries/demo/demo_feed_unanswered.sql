-- One row per complaint that nobody has contacted and that has waited a while, the most urgent first.
-- Parameters: $before (TIMESTAMP: submitted before), $most
SELECT complaint_id, state, response_due_at FROM complaint
WHERE responded_at IS NULL AND state IN ('received', 'accepted', 'dispatched', 'signed') AND submitted_at < $before
ORDER BY response_due_at, complaint_id
LIMIT $most
