-- Effect: every session of an account is over, except the one to keep ('' for none).
-- Parameters: $account_id (VARCHAR), $kept (VARCHAR), $ended_at (TIMESTAMP), $ended_by (VARCHAR)
UPDATE session SET ended_at = $ended_at, ended_by = $ended_by
WHERE account_id = $account_id AND session_id <> $kept AND ended_at IS NULL
