-- Effect: temporary table incoming, one row per row of the district that comes from the batch, numbered by line.
-- Parameters: $table (VARCHAR), $batch_id (VARCHAR)
CREATE OR REPLACE TEMP TABLE incoming AS
SELECT row_number() OVER () AS line, * FROM query_table($table) WHERE batch_id = $batch_id
