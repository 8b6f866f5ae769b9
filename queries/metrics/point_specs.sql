-- One row per spec that a point has had, the newest first.
-- Parameters: $point_id (VARCHAR)
SELECT version, valid_from, valid_until, best, worst, target, weight, method FROM spec_span WHERE point_id = $point_id ORDER BY version DESC
