-- One row per kind of service that a point is computed from: whether records finished in a month are there, and since when the first
-- of them is. Columns as in due_measurements.
-- Parameters: $month (first day of the month, DATE)
WITH told AS (
    SELECT item_id, batch_id
    FROM (
        SELECT item_id, batch_id, finished_at FROM service_record
        UNION ALL SELECT item_id, batch_id, finished_at FROM service_record_replaced
    )
    WHERE finished_at >= $month AND finished_at < CAST($month AS DATE) + INTERVAL 1 MONTH
    GROUP BY item_id, batch_id
),
first_told AS (
    SELECT t.item_id, CASE WHEN count(b.loaded_by) = count(*) THEN min(b.loaded_at) END AS reported_at
    FROM told AS t
    LEFT JOIN import_batch AS b ON b.batch_id = t.batch_id
    GROUP BY t.item_id
),
counted AS (
    SELECT item_id, bool_or(month = $month) AS is_there, max(month) FILTER (month < $month) AS last_period
    FROM service_rollup WHERE month <= $month GROUP BY item_id
)
SELECT
    'service_records' AS dataset, s.department_id, s.item_id AS unit_id, s.name AS unit, '月' AS frequency,
    1 AS expected, CAST(coalesce(c.is_there, false) AS INTEGER) AS reported,
    CASE WHEN c.is_there THEN f.reported_at END AS reported_at, c.last_period
FROM service_item AS s
LEFT JOIN counted AS c ON c.item_id = s.item_id
LEFT JOIN first_told AS f ON f.item_id = s.item_id
WHERE s.item_id IN (SELECT item_id FROM derivation WHERE source = 'service_records')
ORDER BY s.position
