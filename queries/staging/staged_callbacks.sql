-- Effect: temporary table staged_row, one row per line of a call-backs file: text trimmed and cast; what cannot be cast is null beside its text.
-- Parameters: $callback_id, $complaint_id, $called_at, $is_reached, $is_solved, $is_satisfied, $reason (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
WITH named AS (
    SELECT
        line,
        entry('callback_id', fields[$callback_id]) AS callback_id,
        entry('complaint_id', fields[$complaint_id]) AS complaint_id,
        entry('called_at', fields[$called_at]) AS called_at_text,
        entry('is_reached', fields[$is_reached]) AS is_reached_text,
        entry('is_solved', fields[$is_solved]) AS is_solved_text,
        entry('is_satisfied', fields[$is_satisfied]) AS is_satisfied_text,
        entry('reason', fields[$reason]) AS reason
    FROM staged_text
)
SELECT
    *,
    moment(called_at_text) AS called_at,
    yes_no(is_reached_text) AS is_reached,
    yes_no(is_solved_text) AS is_solved,
    yes_no(is_satisfied_text) AS is_satisfied
FROM named
