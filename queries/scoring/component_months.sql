-- One row per month that brought something to score: service records, task progress, complaints, or a value whose period ends in it.
SELECT month FROM (
    SELECT month FROM service_rollup
    UNION SELECT month FROM task_progress
    UNION SELECT CAST(date_trunc('month', submitted_at) AS DATE) FROM complaint
    UNION
    SELECT CAST(m.period + CASE p.frequency WHEN '月' THEN INTERVAL 0 MONTH WHEN '季' THEN INTERVAL 2 MONTH ELSE INTERVAL 11 MONTH END AS DATE)
    FROM measurement AS m
    JOIN point AS p ON p.point_id = m.point_id
)
ORDER BY month
