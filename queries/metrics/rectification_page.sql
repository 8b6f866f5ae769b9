-- One row per rectification of a page of the register, in the order away from where the page begins; beside it how many the filters leave, how many of
-- them are overdue, and how many not yet struck off. One row without a rectification for an empty page.
-- Parameters: $departments (the viewer's own, VARCHAR[]; null for all), $department_id (VARCHAR), $state (VARCHAR), $origin (VARCHAR), $search (VARCHAR), $now (TIMESTAMP), $after (rectification_id that the page follows, VARCHAR), $before (rectification_id that the page precedes, VARCHAR), $limit (BIGINT)
WITH found AS MATERIALIZED (
    FROM rectification_found(CAST($departments AS VARCHAR[]), $department_id, $state, $origin, $search, CAST($now AS TIMESTAMP))
),
counted AS (
    SELECT count(*) AS total, count(*) FILTER (is_overdue) AS overdue, count(*) FILTER (phase <> '已销号') AS open FROM found
),
edge AS (
    SELECT stage_position, order_at, rectification_id
    FROM rectification_found(CAST($departments AS VARCHAR[]), NULL, NULL, NULL, NULL, CAST($now AS TIMESTAMP))
    WHERE rectification_id = coalesce($after, $before)
),
page AS MATERIALIZED (
    SELECT found.*, row_number() OVER (ORDER BY
        CASE WHEN $after IS NULL AND $before IS NOT NULL THEN -found.stage_position END,
        CASE WHEN $after IS NULL AND $before IS NOT NULL THEN -found.order_at END,
        CASE WHEN $after IS NULL AND $before IS NOT NULL THEN found.rectification_id END DESC,
        found.stage_position, found.order_at, found.rectification_id) AS position
    FROM found
    LEFT JOIN edge ON true
    WHERE coalesce($after, $before) IS NULL
        OR ($after IS NOT NULL AND (found.stage_position, found.order_at, found.rectification_id) > (edge.stage_position, edge.order_at, edge.rectification_id))
        OR ($after IS NULL AND (found.stage_position, found.order_at, found.rectification_id) < (edge.stage_position, edge.order_at, edge.rectification_id))
    QUALIFY position <= CAST($limit AS BIGINT)
)
SELECT counted.total, counted.overdue, counted.open, s.label AS state_label, clock.* EXCLUDE (rectification_id), page.*
FROM counted
LEFT JOIN page ON true
LEFT JOIN rectification_clocked((SELECT list(rectification_id) FROM page), CAST($now AS TIMESTAMP)) AS clock ON clock.rectification_id = page.rectification_id
LEFT JOIN state AS s ON s.entity = 'rectification' AND s.state = page.state
ORDER BY page.position
