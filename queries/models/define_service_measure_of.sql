-- Effect: macro service_measure_of(wanted_frequency, wanted_point, first_month, last_month): one row per point of this frequency (or the
-- one wanted) that is computed from service records, and department that handled any over the period, and one for all of them together (is_whole): its value.
-- A mean carries its standard error; a rate its sample size; a count is complete and carries neither. No row without anything to divide by.
CREATE OR REPLACE MACRO service_measure_of(wanted_frequency, wanted_point, first_month, last_month) AS TABLE
WITH due AS (
    SELECT p.point_id, d.measure, d.item_id
    FROM point AS p
    JOIN derivation AS d ON d.point_id = p.point_id AND d.source = 'service_records'
    WHERE p.frequency = wanted_frequency AND (wanted_point IS NULL OR p.point_id = wanted_point)
),
summed AS (
    SELECT
        due.point_id, due.measure, r.department_id, grouping(r.department_id) = 1 AS is_whole,
        sum(r.records) AS n, sum(r.working_minutes) AS working_minutes, sum(r.working_minutes_squared) AS working_minutes_squared,
        sum(r.minutes) AS minutes, sum(r.minutes_squared) AS minutes_squared, sum(r.late) AS late, sum(r.online) AS online,
        sum(r.returned) AS returned, sum(r.compliant) AS compliant, sum(r.same_day) AS same_day, sum(r.visits) AS visits,
        sum(r.visits_squared) AS visits_squared, sum(r.quantities) AS quantities, sum(r.quantity) AS quantity,
        sum(r.quantity_squared) AS quantity_squared, sum(r.rated) AS rated, sum(r.rated_good) AS rated_good
    FROM due
    JOIN service_rollup AS r ON r.item_id = due.item_id AND r.month BETWEEN first_month AND last_month
    GROUP BY GROUPING SETS ((due.point_id, due.measure), (due.point_id, due.measure, r.department_id))
),
year_before AS (
    SELECT due.point_id, r.department_id, grouping(r.department_id) = 1 AS is_whole, sum(r.records) AS n, sum(r.quantity) AS quantity
    FROM due
    JOIN service_rollup AS r
        ON r.item_id = due.item_id
        AND r.month BETWEEN CAST(first_month AS DATE) - INTERVAL 1 YEAR AND CAST(last_month AS DATE) - INTERVAL 1 YEAR
    WHERE due.measure IN ('record_growth_rate', 'record_decline_rate', 'quantity_growth_rate')
    GROUP BY GROUPING SETS ((due.point_id), (due.point_id, r.department_id))
),
-- What each measure divides by what; the unit turns minutes into days or hours, a share into per cent.
ratio AS (
    SELECT
        s.point_id, s.measure, s.department_id, s.is_whole, s.n,
        CASE
            WHEN measure = 'mean_working_days' THEN working_minutes WHEN measure IN ('mean_days', 'mean_hours') THEN minutes
            WHEN measure = 'mean_quantity' THEN s.quantity WHEN measure = 'mean_visits' THEN visits
            WHEN measure = 'on_time_rate' THEN s.n - late WHEN measure = 'late_rate' THEN late WHEN measure = 'online_rate' THEN online WHEN measure = 'returned_rate' THEN returned
            WHEN measure = 'same_day_rate' THEN same_day WHEN measure = 'compliant_rate' THEN compliant WHEN measure = 'good_rating_rate' THEN rated_good
            WHEN measure = 'record_growth_rate' THEN s.n - b.n WHEN measure = 'record_decline_rate' THEN b.n - s.n
            WHEN measure = 'quantity_growth_rate' THEN s.quantity - b.quantity
            WHEN measure = 'record_count' THEN s.n WHEN measure = 'late_count' THEN late WHEN measure = 'quantity_sum' THEN s.quantity
        END::DOUBLE AS numerator,
        CASE
            WHEN measure IN ('record_count', 'late_count', 'quantity_sum') THEN 1
            WHEN measure = 'mean_quantity' THEN quantities WHEN measure = 'good_rating_rate' THEN rated
            WHEN measure IN ('record_growth_rate', 'record_decline_rate') THEN b.n WHEN measure = 'quantity_growth_rate' THEN b.quantity
            ELSE s.n
        END::DOUBLE AS denominator,
        CASE measure WHEN 'mean_working_days' THEN working_minutes_squared WHEN 'mean_days' THEN minutes_squared WHEN 'mean_hours' THEN minutes_squared
            WHEN 'mean_quantity' THEN quantity_squared WHEN 'mean_visits' THEN visits_squared END::DOUBLE AS squares,
        CASE WHEN measure = 'mean_working_days' THEN 1.0 / 480 WHEN measure = 'mean_days' THEN 1.0 / 1440 WHEN measure = 'mean_hours' THEN 1.0 / 60
            WHEN measure LIKE '%_rate' THEN 100 ELSE 1 END AS unit,
        measure IN ('record_count', 'late_count', 'quantity_sum', 'record_growth_rate', 'record_decline_rate', 'quantity_growth_rate') AS is_complete
    FROM summed AS s
    LEFT JOIN year_before AS b
        ON b.point_id = s.point_id AND b.is_whole = s.is_whole AND b.department_id IS NOT DISTINCT FROM s.department_id
)
SELECT
    point_id, measure, department_id, is_whole, CAST(n AS BIGINT) AS records,
    unit * numerator / denominator AS value,
    CASE WHEN NOT is_complete THEN CAST(denominator AS BIGINT) END AS sample_size,
    -- A rate has no squares, and greatest passes over a null: without the condition it would carry an error of 0 instead of its sample's.
    CASE WHEN denominator > 1 AND squares IS NOT NULL THEN unit * sqrt(greatest(0, squares - numerator * numerator / denominator) / (denominator - 1) / denominator) END
        AS standard_error
FROM ratio
WHERE denominator > 0
