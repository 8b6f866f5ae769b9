-- One row per month, subject (a department, or 'district') and rate of the three (响应率, 解决率, 满意率): hits out of the sample.
-- population is what the sample was drawn from, so sample / population is the coverage shown beside the rate.
WITH said AS (
    SELECT o.department_id, unnest([
        {'rate': 'responded', 'month': o.response_month, 'is_hit': o.is_responded_in_time, 'is_sampled': true},
        {'rate': 'solved', 'month': o.claimed_month, 'is_hit': o.is_solved, 'is_sampled': o.is_solved IS NOT NULL},
        {'rate': 'satisfied', 'month': o.claimed_month, 'is_hit': o.is_satisfied, 'is_sampled': o.is_satisfied IS NOT NULL}
    ], recursive := true)
    FROM complaint_outcome AS o
)
SELECT
    month,
    CASE WHEN grouping(department_id) = 1 THEN 'district' ELSE department_id END AS subject_id,
    rate,
    count(*) FILTER (is_hit) AS hits,
    count(*) FILTER (is_sampled) AS sample,
    count(*) AS population
FROM said
WHERE month IS NOT NULL
GROUP BY GROUPING SETS ((month, rate, department_id), (month, rate))
HAVING grouping(department_id) = 1 OR department_id IS NOT NULL
