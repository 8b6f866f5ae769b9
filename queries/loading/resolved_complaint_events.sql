-- Effect: temporary table resolved_row, one row per staged complaint event, in the columns of complaint_event. A step of the work is history:
-- it does not move the complaint. What the district knows of the columns that the file does not have stays known.
-- Parameters: $batch_id, $absent (the columns the file does not have)
CREATE OR REPLACE TEMP TABLE resolved_row AS
WITH named AS (
    SELECT s.line, s.complaint_id, s.occurred_at, origin.id AS from_state, goal.id AS to_state, s.actor, s.reason
    FROM staged_row AS s
    LEFT JOIN known_name AS origin ON origin.kind = 'state' AND origin.name = s.from_state
    LEFT JOIN known_name AS goal ON goal.kind = 'state' AND goal.name = s.to_state
),
stored AS (
    SELECT complaint_id, occurred_at, to_state, any_value(from_state) AS from_state, any_value(reason) AS reason
    FROM complaint_event
    GROUP BY complaint_id, occurred_at, to_state
)
SELECT
    n.line, n.complaint_id, n.occurred_at,
    coalesce(n.from_state, kept($absent, 'from_state', t.from_state)) AS from_state,
    n.to_state, n.actor,
    coalesce(n.reason, kept($absent, 'reason', t.reason)) AS reason,
    $batch_id AS batch_id, false AS is_flagged
FROM named AS n
LEFT JOIN stored AS t ON t.complaint_id = n.complaint_id AND t.occurred_at = n.occurred_at AND t.to_state = n.to_state
ORDER BY n.line
