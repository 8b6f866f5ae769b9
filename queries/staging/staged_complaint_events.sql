-- Effect: temporary table staged_row, one row per line of a complaint events file: text trimmed and cast; what cannot be cast is null beside its text.
-- Parameters: $complaint_id, $occurred_at, $from_state, $to_state, $actor, $reason (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
WITH named AS (
    SELECT
        line,
        entry('complaint_id', fields[$complaint_id]) AS complaint_id,
        entry('occurred_at', fields[$occurred_at]) AS occurred_at_text,
        entry('from_state', fields[$from_state]) AS from_state,
        entry('to_state', fields[$to_state]) AS to_state,
        entry('actor', fields[$actor]) AS actor,
        entry('reason', fields[$reason]) AS reason
    FROM staged_text
)
SELECT
    *,
    moment(occurred_at_text) AS occurred_at
FROM named
