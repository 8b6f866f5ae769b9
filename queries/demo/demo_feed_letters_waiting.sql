-- One row per letter that waits for its reply and is due before a moment; the longest overdue first.
-- Parameters: $soon (TIMESTAMP)
SELECT letter_id, reply_due_at FROM letter
WHERE state = 'signed' AND reply_due_at < $soon
ORDER BY reply_due_at, letter_id
