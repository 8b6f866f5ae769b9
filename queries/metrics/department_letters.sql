-- One row per letter issued to a department in the last twelve months, newest first: whether it is answered, how late, or how long it may yet take.
-- Parameters: $department_id (VARCHAR), $now (TIMESTAMP)
SELECT
    letter_id, kind, number, issued_at, reply_due_at, replied_at, is_replied,
    replied_at > reply_due_at AS is_replied_late,
    CASE WHEN reply_overdue_from < $now THEN greatest(1, date_diff('day', CAST(reply_due_at AS DATE), CAST($now AS DATE))) END AS days_late
FROM letter_status
WHERE department_id = $department_id AND issued_at <= $now AND issued_at > CAST($now AS TIMESTAMP) - INTERVAL 12 MONTH
ORDER BY issued_at DESC, letter_id DESC
