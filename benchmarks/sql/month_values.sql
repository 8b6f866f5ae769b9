-- One row per point with a value of its own in a month.
-- Parameters: $month (DATE)
SELECT point_id, value FROM measurement WHERE period = $month
