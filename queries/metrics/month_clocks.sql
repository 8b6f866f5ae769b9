-- One row per department and clock of its complaints, response (first contact) and resolution (completion), over those whose limit ends in
-- a month: how many, how many in time, how many still run, the median and the 90th percentile in working days. The day of submission does
-- not count; a clock that has not stopped runs to $now. Of 1 to 4 complaints nothing is told.
-- Parameters: $month (first day of the month, DATE), $now (DATE)
WITH clock AS (
    SELECT o.department_id, c.submitted_at, unnest([
        {'clock': 'response', 'month': o.response_month, 'is_in_time': o.is_responded_in_time, 'done_at': c.responded_at},
        {'clock': 'resolution', 'month': o.due_month, 'is_in_time': o.is_claimed_in_time, 'done_at': c.claimed_at}
    ], recursive := true)
    FROM complaint_outcome AS o
    JOIN complaint AS c ON c.source = o.source AND c.complaint_id = o.complaint_id
    WHERE o.department_id IS NOT NULL AND (o.response_month = $month OR o.due_month = $month)
),
passed AS (
    SELECT day, workdays_before + CAST(is_workday AS INTEGER) AS workdays FROM calendar_day
),
counted AS (
    SELECT
        department_id, clock, count(*) AS complaints, count(*) FILTER (is_in_time) AS in_time, count(*) FILTER (done_at IS NULL) AS running,
        quantile_cont(greatest(0, done.workdays - begun.workdays), [0.5, 0.9]) AS days
    FROM clock
    LEFT JOIN passed AS begun ON begun.day = CAST(submitted_at AS DATE)
    LEFT JOIN passed AS done ON done.day = CAST(coalesce(done_at, $now) AS DATE)
    WHERE month = $month
    GROUP BY department_id, clock
)
SELECT department_id, clock, complaints, in_time, running, days[1] AS median_days, days[2] AS slow_days
FROM counted
WHERE shown_count(complaints) IS NOT NULL
ORDER BY department_id, clock DESC
