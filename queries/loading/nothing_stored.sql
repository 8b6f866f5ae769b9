-- Effect: temporary table stored_row without a row, in the columns of a table: no line changes anything.
-- Parameters: $table (name of the table)
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT CAST(NULL AS BIGINT) AS line, CAST(NULL AS VARCHAR) AS key, t.* FROM query_table($table) AS t LIMIT 0
