-- Effect: one session goes on under a new token at another stage.
-- Parameters: $session_id (VARCHAR), $token_hash (VARCHAR), $stage (VARCHAR), $seen_at (TIMESTAMP)
UPDATE session SET token_hash = $token_hash, stage = $stage, seen_at = $seen_at WHERE session_id = $session_id AND ended_at IS NULL
