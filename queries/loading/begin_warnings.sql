-- Effect: temporary table warning_of_file, one row per line that deserves a look and the reason; begins empty.
CREATE OR REPLACE TEMP TABLE warning_of_file (line BIGINT, "column" VARCHAR, value VARCHAR, message VARCHAR)
