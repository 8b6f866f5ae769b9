-- One row: the numbers of the scoring rule now in force, and its version.
SELECT * FROM scoring_parameter
