-- One row per item, department and month of finish: what the service records of these months add to service_rollup.
-- Parameters: $first_month (DATE), $last_month (DATE)
SELECT
    item_id, department_id, month,
    count(*) AS records,
    sum(working_minutes) AS working_minutes,
    sum(CAST(working_minutes AS HUGEINT) * working_minutes) AS working_minutes_squared,
    sum(minutes) AS minutes,
    sum(CAST(minutes AS HUGEINT) * minutes) AS minutes_squared,
    count(*) FILTER (is_late) AS late,
    count(*) FILTER (is_online) AS online,
    count(*) FILTER (is_returned) AS returned,
    count(*) FILTER (is_compliant) AS compliant,
    count(*) FILTER (is_same_day) AS same_day,
    sum(visits) AS visits,
    sum(CAST(visits AS INTEGER) * visits) AS visits_squared,
    count(quantity) AS quantities,
    coalesce(sum(quantity), 0) AS quantity,
    coalesce(sum(CAST(quantity AS DECIMAL(19, 3)) * quantity), 0) AS quantity_squared,
    count(rating) AS rated,
    count(*) FILTER (rating >= 3) AS rated_good
FROM service_fact
WHERE finished_at >= $first_month AND finished_at < CAST($last_month AS DATE) + INTERVAL 1 MONTH
GROUP BY item_id, department_id, month
ORDER BY item_id, department_id, month
