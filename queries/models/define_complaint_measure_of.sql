-- Effect: macro complaint_measure_of(wanted_frequency, wanted_point, first_month, last_month): one row per point of this frequency (or the
-- one wanted) that is computed from complaints, and department that answered for any over the period, and one for all of them together (is_whole): its value.
-- A rate without a single case has no row (未报). A count without a case is a true zero, unless the period brought no complaint at all.
CREATE OR REPLACE MACRO complaint_measure_of(wanted_frequency, wanted_point, first_month, last_month) AS TABLE
WITH due AS (
    SELECT p.point_id, d.measure, d.domain_id, d.class_id, d.channel_id
    FROM point AS p
    JOIN derivation AS d ON d.point_id = p.point_id AND d.source = 'complaints'
    WHERE p.frequency = wanted_frequency AND (wanted_point IS NULL OR p.point_id = wanted_point)
),
counted AS (
    SELECT
        due.point_id, due.measure, o.department_id, grouping(o.department_id) = 1 AS is_whole,
        count(*) FILTER (o.submitted_month BETWEEN first_month AND last_month) AS submitted,
        count(*) FILTER (o.response_month BETWEEN first_month AND last_month) AS response_due,
        count(*) FILTER (o.response_month BETWEEN first_month AND last_month AND o.is_responded_in_time) AS responded,
        count(*) FILTER (o.due_month BETWEEN first_month AND last_month) AS resolution_due,
        count(*) FILTER (o.due_month BETWEEN first_month AND last_month AND o.is_claimed_in_time) AS claimed_in_time,
        count(*) FILTER (o.claimed_month BETWEEN first_month AND last_month) AS claimed,
        count(*) FILTER (o.claimed_month BETWEEN first_month AND last_month AND o.is_called) AS called,
        count(*) FILTER (o.claimed_month BETWEEN first_month AND last_month AND o.is_reached AND o.is_solved IS NOT NULL) AS answered_solved,
        count(*) FILTER (o.claimed_month BETWEEN first_month AND last_month AND o.is_reached AND o.is_solved) AS solved,
        count(*) FILTER (o.claimed_month BETWEEN first_month AND last_month AND o.is_reached AND o.is_satisfied IS NOT NULL) AS answered_satisfied,
        count(*) FILTER (o.claimed_month BETWEEN first_month AND last_month AND o.is_reached AND o.is_satisfied) AS satisfied
    FROM due
    LEFT JOIN complaint_outcome AS o
        ON (due.domain_id IS NULL OR o.domain_id = due.domain_id)
        AND (due.class_id IS NULL OR o.class_id = due.class_id)
        AND (due.channel_id IS NULL OR o.channel_id = due.channel_id)
    WHERE EXISTS (FROM complaint_outcome WHERE submitted_month BETWEEN first_month AND last_month)
    GROUP BY GROUPING SETS ((due.point_id, due.measure), (due.point_id, due.measure, o.department_id))
),
ratio AS (
    SELECT
        point_id, measure, department_id, is_whole,
        CASE measure WHEN 'complaint_count' THEN submitted WHEN 'complaint_on_time_rate' THEN claimed_in_time WHEN 'responded_rate' THEN responded
            WHEN 'called_back_rate' THEN called WHEN 'solved_rate' THEN solved WHEN 'satisfied_rate' THEN satisfied END::DOUBLE AS numerator,
        CASE measure WHEN 'complaint_count' THEN 1 WHEN 'complaint_on_time_rate' THEN resolution_due WHEN 'responded_rate' THEN response_due
            WHEN 'called_back_rate' THEN claimed WHEN 'solved_rate' THEN answered_solved WHEN 'satisfied_rate' THEN answered_satisfied END::DOUBLE AS denominator
    FROM counted
)
SELECT
    point_id, measure, department_id, is_whole,
    CASE WHEN measure = 'complaint_count' THEN numerator ELSE 100 * numerator / denominator END AS value,
    CASE WHEN measure <> 'complaint_count' THEN CAST(denominator AS BIGINT) END AS sample_size
FROM ratio
WHERE denominator > 0
