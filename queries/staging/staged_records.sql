-- One row: how many records are staged.
SELECT count(*) AS records FROM staged_file
