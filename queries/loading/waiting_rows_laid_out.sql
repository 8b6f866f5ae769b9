-- Effect: temporary table resolved_row, one row per waiting row of a batch, as if its file lay on the desk.
-- Parameters: $table (name of <table>_waiting), $batch_id
CREATE OR REPLACE TEMP TABLE resolved_row AS
SELECT * EXCLUDE (digest, was), false AS is_flagged FROM query_table($table) WHERE batch_id = $batch_id ORDER BY line
