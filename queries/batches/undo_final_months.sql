-- One row per published month in which the rows of the batch count, the oldest first.
SELECT DISTINCT month FROM closed_line ORDER BY month
