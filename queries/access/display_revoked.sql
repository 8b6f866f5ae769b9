-- Effect: the key of a hall screen opens nothing any more.
-- Parameters: $display_id (VARCHAR), $revoked_at (TIMESTAMP), $revoked_by (VARCHAR)
UPDATE display SET revoked_at = $revoked_at, revoked_by = $revoked_by WHERE display_id = $display_id AND revoked_at IS NULL
