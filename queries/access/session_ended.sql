-- Effect: one session is over.
-- Parameters: $session_id (VARCHAR), $ended_at (TIMESTAMP), $ended_by (VARCHAR)
UPDATE session SET ended_at = $ended_at, ended_by = $ended_by WHERE session_id = $session_id AND ended_at IS NULL
