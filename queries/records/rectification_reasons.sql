-- One row per event of a rectification that came from a complaint, oldest first, as this viewer may read it; in the columns of rectification_thread.
-- Parameters: $viewer (STRUCT), $rectification_id (VARCHAR)
WITH seen AS (
    SELECT e.*, texts_as_seen([e.actor, e.reason], c.events_level, c.replaced, c.hides_enterprise) AS texts
    FROM complaint_named($viewer, (SELECT list(origin_id) FROM rectification WHERE rectification_id = $rectification_id AND origin_kind = 'complaint')) AS c
    JOIN rectification_event AS e ON e.rectification_id = $rectification_id
)
SELECT
    seen.occurred_at, seen.from_state, seen.to_state, s.label, s.stage,
    CASE WHEN is_post(seen.actor) OR seen.actor IN (SELECT unnest([name, short_name]) FROM department) THEN seen.actor ELSE seen.texts[1] END AS actor,
    seen.texts[2] AS reason
FROM seen
LEFT JOIN state AS s ON s.entity = 'rectification' AND s.state = seen.to_state
ORDER BY seen.occurred_at, s.position
