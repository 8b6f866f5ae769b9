-- One row per event of a rectification, oldest first. Who and why only where it did not come from a complaint, or for a desk and not a person.
-- Parameters: $rectification_id (VARCHAR)
SELECT
    e.occurred_at, e.from_state, e.to_state, s.label, s.stage,
    CASE WHEN r.origin_kind <> 'complaint' OR is_post(e.actor) OR e.actor IN (SELECT unnest([name, short_name]) FROM department) THEN e.actor END AS actor,
    CASE WHEN r.origin_kind <> 'complaint' THEN e.reason END AS reason
FROM rectification AS r
JOIN rectification_event AS e ON e.rectification_id = r.rectification_id
LEFT JOIN state AS s ON s.entity = 'rectification' AND s.state = e.to_state
WHERE r.rectification_id = $rectification_id
ORDER BY e.occurred_at, s.position
