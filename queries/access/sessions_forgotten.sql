-- Effect: sessions that ended before this moment are gone; what was done in them stays in the trail.
-- Parameters: $before (TIMESTAMP)
DELETE FROM session WHERE ended_at < $before
