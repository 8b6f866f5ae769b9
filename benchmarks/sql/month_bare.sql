-- One row per item and department: what one month's records sum up to, straight from the table, without the calendar.
-- Parameters: $month (DATE)
SELECT
    item_id, department_id, count(*), sum(date_diff('minute', accepted_at, finished_at)), count(*) FILTER (is_online),
    count(*) FILTER (is_returned), count(*) FILTER (is_compliant), sum(visits), sum(quantity), count(rating), count(*) FILTER (rating >= 3)
FROM service_record
WHERE finished_at >= $month AND finished_at < CAST($month AS DATE) + INTERVAL 1 MONTH
GROUP BY ALL
