-- Effect: temporary table finding_of_file, one row per finding of a check; begins with the lines that are no records.
CREATE OR REPLACE TEMP TABLE finding_of_file AS
SELECT
    CAST(line AS BIGINT) AS line, CAST("column" AS VARCHAR) AS "column", CAST(value AS VARCHAR) AS value, CAST(message AS VARCHAR) AS message
FROM incoming_frame
