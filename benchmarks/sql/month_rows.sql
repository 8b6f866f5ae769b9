-- One row per service record finished in a month: the columns that pandas needs to sum them up.
-- Parameters: $month (DATE)
SELECT item_id, department_id, accepted_at, finished_at, is_online, is_returned, is_compliant, visits, CAST(quantity AS DOUBLE) AS quantity, rating
FROM service_record
WHERE finished_at >= $month AND finished_at < CAST($month AS DATE) + INTERVAL 1 MONTH
