-- One row: whether every record of the batch was finished after the last published month, before and after it was written over. Then no
-- published month counts it: a month counts what was finished in it or earlier.
-- Parameters: $batch_id (VARCHAR)
SELECT
    coalesce(least(
        (SELECT min(finished_at) FROM service_record WHERE batch_id = $batch_id),
        (SELECT min(finished_at) FROM service_record_replaced WHERE replaced_by = $batch_id)
    ) >= (SELECT max(month) FROM ranking_snapshot WHERE status = 'final') + INTERVAL 1 MONTH, true) AS is_after
