-- One row per item, department and month whose rollup differs in any figure from a new count of its records.
-- Title: 办件汇总与逐条重算一致
WITH counted AS (
    SELECT
        item_id, department_id, month,
        count(*) AS records, sum(working_minutes) AS working_minutes,
        sum(CAST(working_minutes AS HUGEINT) * working_minutes) AS working_minutes_squared,
        sum(minutes) AS minutes, sum(CAST(minutes AS HUGEINT) * minutes) AS minutes_squared,
        count(*) FILTER (is_late) AS late, count(*) FILTER (is_online) AS online, count(*) FILTER (is_returned) AS returned,
        count(*) FILTER (is_compliant) AS compliant, count(*) FILTER (is_same_day) AS same_day,
        sum(visits) AS visits, sum(CAST(visits AS INTEGER) * visits) AS visits_squared, count(quantity) AS quantities,
        coalesce(sum(quantity), 0) AS quantity, coalesce(sum(CAST(quantity AS DECIMAL(18, 3)) * quantity), 0) AS quantity_squared,
        count(rating) AS rated, count(*) FILTER (rating >= 3) AS rated_good
    FROM service_fact
    GROUP BY item_id, department_id, month
)
SELECT coalesce(c.item_id, r.item_id) AS item_id, coalesce(c.department_id, r.department_id) AS department_id, coalesce(c.month, r.month) AS month
FROM counted AS c
FULL JOIN service_rollup AS r ON r.item_id = c.item_id AND r.department_id = c.department_id AND r.month = c.month
WHERE (
    c.records, c.working_minutes, c.working_minutes_squared, c.minutes, c.minutes_squared, c.late, c.online, c.returned, c.compliant,
    c.same_day, c.visits, c.visits_squared, c.quantities, c.quantity, c.quantity_squared, c.rated, c.rated_good
) IS DISTINCT FROM (
    r.records, r.working_minutes, r.working_minutes_squared, r.minutes, r.minutes_squared, r.late, r.online, r.returned, r.compliant,
    r.same_day, r.visits, r.visits_squared, r.quantities, r.quantity, r.quantity_squared, r.rated, r.rated_good
)
