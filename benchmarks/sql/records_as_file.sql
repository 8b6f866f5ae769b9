-- One row per service record, the newest first, under a source and numbers of its own: a file that brings only new rows, written as we write it.
-- Parameters: $rows (how many)
SELECT
    '政务服务平台' AS source, record_id || '-b' AS record_id, item_id, department_id, subdistrict_id, submitted_at, accepted_at, finished_at, limit_days,
    is_returned, is_online, is_compliant, visits, quantity, rating
FROM service_record
WHERE finished_at IS NOT NULL
ORDER BY finished_at DESC, record_id
LIMIT $rows
