-- One row per event of a complaint, oldest first, as this viewer sees it. Where reasons are blank, of the actors only desks and departments show.
-- Parameters: $viewer (STRUCT), $complaint_id (VARCHAR)
WITH seen AS (
    SELECT e.*, texts_as_seen([e.actor, e.reason], c.events_level, c.replaced, c.hides_enterprise) AS texts
    FROM complaint_named($viewer, [$complaint_id]) AS c
    JOIN complaint_event AS e ON e.complaint_id = c.complaint_id
)
SELECT
    seen.occurred_at, seen.from_state, seen.to_state, s.label, s.stage,
    CASE WHEN is_post(seen.actor) OR seen.actor IN (SELECT unnest([name, short_name]) FROM department) THEN seen.actor ELSE seen.texts[1] END AS actor,
    seen.texts[2] AS reason
FROM seen
LEFT JOIN state AS s ON s.entity = 'complaint' AND s.state = seen.to_state
ORDER BY seen.occurred_at, s.position
