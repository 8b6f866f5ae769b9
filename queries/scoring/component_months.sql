-- One row per month that has anything to score: a measurement, a complaint, a task's progress or a service record.
SELECT month FROM (
    SELECT month FROM service_rollup
    UNION SELECT month FROM task_progress
    UNION SELECT CAST(date_trunc('month', period) AS DATE) FROM measurement
    UNION SELECT submitted_month FROM complaint_outcome
)
WHERE month IS NOT NULL
ORDER BY month
