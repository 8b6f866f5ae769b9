-- Effect: table memory.main.incoming_problem, one row per problem of the file, for the writer's transaction.
-- Parameters: $batch_id
CREATE OR REPLACE TABLE memory.main.incoming_problem AS
SELECT $batch_id AS batch_id, line, "column", value, message FROM problem ORDER BY line, "column", message
