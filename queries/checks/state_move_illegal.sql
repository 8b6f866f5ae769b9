-- One row per event that moved something from a state to one that the states table does not allow next.
-- Title: 状态变更都符合流程
WITH moved AS (
    SELECT 'complaint' AS entity, complaint_id AS id, occurred_at, from_state, to_state FROM complaint_event
    UNION ALL SELECT 'letter', letter_id, occurred_at, from_state, to_state FROM letter_event
    UNION ALL SELECT 'rectification', rectification_id, occurred_at, from_state, to_state FROM rectification_event
)
SELECT m.entity, m.id, m.occurred_at, m.from_state, m.to_state
FROM moved AS m
JOIN state AS s ON s.entity = m.entity AND s.state = m.from_state
WHERE NOT list_contains(string_split(coalesce(s.next_states, ''), ';'), m.to_state)
