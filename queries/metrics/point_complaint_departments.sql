-- One row per department that answered for the complaints behind a point over a period, and one for all together (is_whole, first): the
-- point's value computed for it alone; nothing where it would rest on 1 to 4 complaints (is_small). A count of none is not listed.
-- A single department that is hidden could be found by subtraction, so the next smallest is hidden with it.
-- Parameters: $point_id (VARCHAR), $frequency (月, 季 or 年), $first_month, $last_month (first days of the period's first and last month, DATE)
WITH counted AS (
    SELECT v.*, d.short_name AS department, d.position, coalesce(v.sample_size, v.value) AS complaints, shown_count(complaints) IS NULL AS is_few
    FROM complaint_measure_of($frequency, $point_id, $first_month, $last_month) AS v
    LEFT JOIN department AS d ON d.department_id = v.department_id
    WHERE v.is_whole OR v.department_id IS NOT NULL AND coalesce(v.sample_size, v.value) > 0
),
hidden AS (
    SELECT
        *,
        is_few OR (NOT is_whole AND count(*) FILTER (is_few) OVER (PARTITION BY is_whole) = 1
            AND row_number() OVER (PARTITION BY is_whole, is_few ORDER BY complaints, department_id) = 1) AS is_small
    FROM counted
)
SELECT
    is_whole, department_id, department, is_small,
    CASE WHEN NOT is_small THEN value END AS value, CASE WHEN NOT is_small THEN sample_size END AS sample_size, NULL AS records
FROM hidden
ORDER BY is_whole DESC, position, department_id
