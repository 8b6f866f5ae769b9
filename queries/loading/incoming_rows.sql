-- One row per new or changed row, in the columns of its table.
SELECT * EXCLUDE (line, outcome) FROM incoming
