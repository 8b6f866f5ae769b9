-- One row: how many rows of the batch wait for a correction to be decided, and whether one of its corrections was accepted.
-- Parameters: $batch_id (VARCHAR)
SELECT
    coalesce(sum(waiting_rows) FILTER (state = '待定'), 0)::BIGINT AS waiting,
    coalesce(bool_or(state = '已采纳'), false) AS is_accepted
FROM correction
WHERE batch_id = $batch_id
