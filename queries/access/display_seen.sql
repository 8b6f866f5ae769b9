-- Effect: a hall screen was there at this moment.
-- Parameters: $display_id (VARCHAR), $seen_at (TIMESTAMP)
UPDATE display SET seen_at = $seen_at WHERE display_id = $display_id
