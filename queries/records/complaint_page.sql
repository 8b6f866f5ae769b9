-- One row per complaint of a page of the list, in the order away from where the page begins: newest first, or backwards from it; beside it how many
-- complaints the filters leave to this viewer, and how many of them are overdue on either clock. One row without a complaint for an empty page.
-- Parameters: $viewer (STRUCT), $filters (STRUCT), $matching (complaint_ids that a search has found, VARCHAR[]; null without one), $after (complaint_id that the page follows, VARCHAR), $before (complaint_id that the page precedes, VARCHAR), $limit (BIGINT), $now (TIMESTAMP)
WITH found AS MATERIALIZED (
    FROM complaint_found($viewer, $filters, $matching)
),
counted AS (
    SELECT count(*) AS total, count(*) FILTER (overdue_from < $now) AS overdue FROM found
),
edge AS (
    SELECT submitted_at, complaint_id FROM complaint_in_scope($viewer) WHERE complaint_id = coalesce($after, $before)
),
page AS (
    SELECT found.complaint_id, row_number() OVER (ORDER BY
        CASE WHEN $after IS NULL AND $before IS NOT NULL THEN found.submitted_at END,
        CASE WHEN $after IS NULL AND $before IS NOT NULL THEN found.complaint_id END,
        found.submitted_at DESC, found.complaint_id DESC) AS position
    FROM found
    LEFT JOIN edge ON true
    WHERE coalesce($after, $before) IS NULL
        OR ($after IS NOT NULL AND edge.complaint_id IS NOT NULL AND (found.submitted_at, found.complaint_id) < (edge.submitted_at, edge.complaint_id))
        OR ($after IS NULL AND edge.complaint_id IS NOT NULL AND (found.submitted_at, found.complaint_id) > (edge.submitted_at, edge.complaint_id))
    QUALIFY position <= CAST($limit AS BIGINT)
)
SELECT page.complaint_id, counted.total, counted.overdue
FROM counted
LEFT JOIN page ON true
ORDER BY page.position
