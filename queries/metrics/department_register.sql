-- One row: a department's rectifications in a month: opened and struck off (closed) within it, and at its end (now, while it lasts) still open,
-- of these late (past their date without a claim by then).
-- Parameters: $month (first day of the month, DATE), $department_id (VARCHAR), $now (TIMESTAMP)
WITH within AS (SELECT CAST($month AS TIMESTAMP) AS begins_at, least(CAST($month AS DATE) + INTERVAL 1 MONTH, CAST($now AS TIMESTAMP)) AS ends_at)
SELECT
    count(*) FILTER (r.opened_at >= w.begins_at) AS opened,
    count(*) FILTER (r.closed_at < w.ends_at) AS closed,
    count(*) FILTER (coalesce(r.closed_at >= w.ends_at, true)) AS still_open,
    count(*) FILTER (coalesce(r.closed_at >= w.ends_at, true) AND r.due_at < w.ends_at AND coalesce(r.claimed_at >= w.ends_at, true)) AS late
FROM rectification AS r
CROSS JOIN within AS w
WHERE r.department_id = $department_id AND r.opened_at < w.ends_at AND coalesce(r.closed_at >= w.begins_at, true)
