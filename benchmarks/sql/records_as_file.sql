-- One row per service record, the newest first, under a source of its own: a file that brings only new rows.
-- Parameters: $rows (how many)
SELECT
    'benchmark' AS source, record_id, item_id, department_id, subdistrict_id, submitted_at, accepted_at, finished_at, limit_days,
    is_returned, is_online, is_compliant, visits, quantity, rating
FROM service_record
WHERE finished_at IS NOT NULL
ORDER BY finished_at DESC, record_id
LIMIT $rows
