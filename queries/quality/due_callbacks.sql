-- One row (none in a month without such complaints): the complaints that departments called done in a month, and how many were called
-- back. Columns as in due_measurements; no department calls back its own.
-- Parameters: $month (first day of the month, DATE)
SELECT
    'callbacks' AS dataset, CAST(NULL AS VARCHAR) AS department_id, 'callbacks' AS unit_id, '办结诉求的回访' AS unit, '月' AS frequency,
    count(*) AS expected, count(*) FILTER (is_called) AS reported,
    CAST(NULL AS TIMESTAMP) AS reported_at, CAST(NULL AS DATE) AS last_period
FROM complaint_outcome
WHERE claimed_month = $month
HAVING count(*) > 0
