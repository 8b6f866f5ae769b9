-- One row per month, subject (a department, or 'district') and rate of the three (响应率, 解决率, 满意率): hits out of the sample.
-- population is what the sample was drawn from, so sample / population is the coverage shown beside the rate.
WITH counted AS (
    SELECT response_month AS month, department_id, 'responded' AS rate,
        count(*) FILTER (is_responded_in_time) AS hits, count(*) AS sample, count(*) AS population
    FROM complaint_outcome WHERE response_month IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT claimed_month, department_id, 'solved',
        count(*) FILTER (is_solved), count(is_solved), count(*)
    FROM complaint_outcome WHERE claimed_month IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT claimed_month, department_id, 'satisfied',
        count(*) FILTER (is_satisfied), count(is_satisfied), count(*)
    FROM complaint_outcome WHERE claimed_month IS NOT NULL GROUP BY ALL
)
SELECT month, department_id AS subject_id, rate, hits, sample, population FROM counted WHERE department_id IS NOT NULL
UNION ALL
SELECT month, 'district', rate, sum(hits), sum(sample), sum(population) FROM counted GROUP BY month, rate
