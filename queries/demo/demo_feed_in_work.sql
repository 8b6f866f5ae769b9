-- One row per complaint in work that is old enough to be answered, or nearly due, the nearest limit first.
-- Parameters: $old (TIMESTAMP: submitted before), $soon (TIMESTAMP: due before), $most
SELECT complaint_id, state, resolution_due_at FROM complaint
WHERE state IN ('handling', 'extended') AND (submitted_at < $old OR resolution_due_at < $soon)
ORDER BY resolution_due_at, complaint_id
LIMIT $most
