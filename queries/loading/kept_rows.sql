-- One row per row of the district that is written over, in the columns of <table>_replaced.
-- Parameters: $batch_id (the batch that replaces it)
SELECT *, $batch_id AS replaced_by FROM outgoing
