-- One row: one complaint as this viewer sees it, with the working days that each clock has run and may run; none outside the viewer's scope.
-- The day of submission does not count; a clock that has not stopped, or runs again after a reopening, runs to $now.
-- Parameters: $viewer (STRUCT), $complaint_id (VARCHAR), $now (TIMESTAMP)
WITH seen AS (
    FROM complaint_as_seen($viewer, [$complaint_id])
),
passed AS (
    SELECT day, workdays_before + CAST(is_workday AS INTEGER) AS workdays FROM calendar_day
)
SELECT
    seen.*,
    greatest(0, answered.workdays - begun.workdays) AS response_workdays,
    response_due.workdays - begun.workdays AS response_limit_workdays,
    greatest(0, finished.workdays - begun.workdays) AS resolution_workdays,
    resolution_due.workdays - begun.workdays AS resolution_limit_workdays
FROM seen
LEFT JOIN passed AS begun ON begun.day = CAST(seen.submitted_at AS DATE)
LEFT JOIN passed AS answered ON answered.day = CAST(coalesce(seen.responded_at, $now) AS DATE)
LEFT JOIN passed AS response_due ON response_due.day = CAST(seen.response_due_at AS DATE)
LEFT JOIN passed AS finished
    ON finished.day = CAST(CASE WHEN seen.resolution_overdue_from IS NULL THEN coalesce(seen.claimed_at, $now) ELSE $now END AS DATE)
LEFT JOIN passed AS resolution_due ON resolution_due.day = CAST(seen.resolution_due_at AS DATE)
