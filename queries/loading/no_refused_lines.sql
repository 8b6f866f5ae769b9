-- Effect: temporary table refused_line without a row: what waits has been checked.
CREATE OR REPLACE TEMP TABLE refused_line (line BIGINT)
