-- One row per row that the batch wrote over, in the columns of its table.
SELECT * EXCLUDE (line) FROM stored_row
