-- One row per overdue rectification: whose it is and how many calendar days late, the latest department first.
-- Parameters: $now (TIMESTAMP)
SELECT
    rectification_id, department_id, coalesce(department, department_id) AS department, title, due_at,
    greatest(1, date_diff('day', CAST(due_at AS DATE), CAST($now AS DATE))) AS days_late
FROM rectification_status
WHERE opened_at <= $now AND overdue_from < $now
ORDER BY max(days_late) OVER (PARTITION BY department_id) DESC, department_id, days_late DESC, rectification_id
