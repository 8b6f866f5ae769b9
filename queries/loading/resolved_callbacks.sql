-- Effect: temporary table resolved_row, one row per staged call-back, in the columns of callback.
-- Parameters: $batch_id
CREATE OR REPLACE TEMP TABLE resolved_row AS
SELECT
    line, callback_id, complaint_id, called_at, is_reached, is_solved, is_satisfied, reason, $batch_id AS batch_id, false AS is_flagged
FROM staged_row
ORDER BY line
