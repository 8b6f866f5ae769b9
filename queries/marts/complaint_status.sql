-- One row per complaint: its class and stage, from when on each of its two clocks counts as overdue, and whether it came late when it came.
-- The first contact is awaited while nobody has answered, the completion while the work is open; a pause stops the second clock.
SELECT
    c.complaint_id, c.class_id, s.label AS state_label, s.stage,
    CASE WHEN s.stage = 'open' AND c.responded_at IS NULL THEN c.response_due_at END AS response_overdue_from,
    CASE WHEN s.stage = 'open' AND c.state <> 'paused' THEN c.resolution_due_at END AS resolution_overdue_from,
    c.responded_at > c.response_due_at AS is_responded_late,
    c.claimed_at > c.resolution_due_at AS is_claimed_late
FROM complaint AS c
LEFT JOIN state AS s ON s.entity = 'complaint' AND s.state = c.state
