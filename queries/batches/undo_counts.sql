-- One row: how many rows of the district come from the batch, and how many it wrote over.
SELECT (SELECT count(*) FROM incoming) AS removed, (SELECT count(*) FROM stored_row) AS restored
