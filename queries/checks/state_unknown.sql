-- One row per entity and state that data uses but the states table does not know.
-- Title: 状态都在状态表中
WITH used AS (
    SELECT 'complaint' AS entity, state FROM complaint
    UNION SELECT 'complaint', to_state FROM complaint_event
    UNION SELECT 'complaint', from_state FROM complaint_event
    UNION SELECT 'letter', state FROM letter
    UNION SELECT 'letter', to_state FROM letter_event
    UNION SELECT 'letter', from_state FROM letter_event
    UNION SELECT 'rectification', state FROM rectification
    UNION SELECT 'rectification', to_state FROM rectification_event
    UNION SELECT 'rectification', from_state FROM rectification_event
)
SELECT u.entity, u.state
FROM used AS u
ANTI JOIN state AS s ON s.entity = u.entity AND s.state = u.state
WHERE u.state IS NOT NULL
