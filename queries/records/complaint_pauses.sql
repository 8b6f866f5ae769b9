-- One row per pause of a complaint's second clock, oldest first: from when to when, in working days since the day of submission (that day does not
-- count); one that still lasts runs to $now.
-- Parameters: $viewer (STRUCT), $complaint_id (VARCHAR), $now (TIMESTAMP)
WITH moved AS (
    SELECT
        c.submitted_at, e.to_state, e.occurred_at AS paused_at,
        lead(e.occurred_at) OVER (PARTITION BY e.complaint_id ORDER BY e.occurred_at, s.position) AS resumed_at
    FROM complaint_in_scope($viewer) AS c
    JOIN complaint_event AS e ON e.complaint_id = c.complaint_id
    LEFT JOIN state AS s ON s.entity = 'complaint' AND s.state = e.to_state
    WHERE c.complaint_id = $complaint_id
),
passed AS (
    SELECT day, workdays_before + CAST(is_workday AS INTEGER) AS workdays FROM calendar_day
)
SELECT
    moved.paused_at, moved.resumed_at,
    greatest(0, first_day.workdays - begun.workdays) AS from_workdays, greatest(0, last_day.workdays - begun.workdays) AS until_workdays
FROM moved
LEFT JOIN passed AS begun ON begun.day = CAST(moved.submitted_at AS DATE)
LEFT JOIN passed AS first_day ON first_day.day = CAST(moved.paused_at AS DATE)
LEFT JOIN passed AS last_day ON last_day.day = CAST(coalesce(moved.resumed_at, $now) AS DATE)
WHERE moved.to_state = 'paused'
ORDER BY moved.paused_at
