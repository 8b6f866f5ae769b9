-- Effect: macro service_month_of(records): one row per item, department and month of finish: exact sums over the table called records,
-- in the columns of service_rollup. A rating of 3 (基本满意) or more is good.
CREATE OR REPLACE MACRO service_month_of(records) AS TABLE
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
FROM service_fact_of(records)
GROUP BY item_id, department_id, month
