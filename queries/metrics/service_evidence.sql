-- One row per service record of an item finished in a span, the last first, at most $limit: the raw records behind a point.
-- The few are picked before their clocks are read: a month may hold hundreds of thousands.
-- Parameters: $department_id (VARCHAR), $item_id (VARCHAR), $since (TIMESTAMP), $until (TIMESTAMP, not included), $limit (BIGINT)
WITH newest AS MATERIALIZED (
    SELECT * FROM service_record
    WHERE department_id = $department_id AND item_id = $item_id AND finished_at >= $since AND finished_at < $until
    ORDER BY finished_at DESC, record_id
    LIMIT $limit
)
SELECT record_id, finished_at, working_minutes / 480.0 AS workdays, limit_days, is_late, batch_id
FROM service_fact_of('newest')
ORDER BY finished_at DESC, record_id
