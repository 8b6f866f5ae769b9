-- One row per hall screen, by name, those in use first.
SELECT display_id, name, key_hash, created_at, created_by, seen_at, revoked_at, revoked_by
FROM display
ORDER BY revoked_at IS NOT NULL, name, created_at
