-- Effect: every session is over.
-- Parameters: $at (TIMESTAMP), $by (VARCHAR)
UPDATE session SET ended_at = $at, ended_by = $by WHERE ended_at IS NULL
