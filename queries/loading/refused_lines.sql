-- Effect: temporary table refused_line, one row per line with at least one problem.
CREATE OR REPLACE TEMP TABLE refused_line AS
SELECT DISTINCT line FROM problem
