-- Effect: the variable batch_id: the batch that a file on the desk would become.
-- Parameters: $batch_id
SET VARIABLE batch_id = $batch_id
