-- Effect: one session was used at this moment.
-- Parameters: $session_id (VARCHAR), $seen_at (TIMESTAMP)
UPDATE session SET seen_at = $seen_at WHERE session_id = $session_id AND ended_at IS NULL
