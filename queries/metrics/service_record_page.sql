-- One row per service record of a page, in the order away from where the page begins: the last finished first, or backwards from the edge.
-- Parameters: $department_id (VARCHAR), $since (TIMESTAMP), $until (TIMESTAMP), $item_id (VARCHAR), $only (VARCHAR), $prefix (VARCHAR), $edge_at, $edge_source, $edge_id (finished_at, source and record_id of the record that the page follows or precedes), $backwards (BOOLEAN), $limit (BIGINT)
WITH page AS (
    FROM service_found($department_id, CAST($since AS TIMESTAMP), CAST($until AS TIMESTAMP), $item_id, $only, $prefix)
    WHERE CAST($edge_at AS TIMESTAMP) IS NULL
        OR ($backwards AND finished_at >= CAST($edge_at AS TIMESTAMP) AND (finished_at, source, record_id) > (CAST($edge_at AS TIMESTAMP), $edge_source, $edge_id))
        OR (NOT $backwards AND finished_at <= CAST($edge_at AS TIMESTAMP) AND (finished_at, source, record_id) < (CAST($edge_at AS TIMESTAMP), $edge_source, $edge_id))
    ORDER BY
        CASE WHEN $backwards THEN finished_at END, CASE WHEN $backwards THEN source END, CASE WHEN $backwards THEN record_id END,
        finished_at DESC, source DESC, record_id DESC
    LIMIT CAST($limit AS BIGINT)
)
SELECT
    page.source, page.record_id, page.item_id, i.name AS item, page.department_id, d.short_name AS department, s.name AS subdistrict,
    page.submitted_at, page.accepted_at, page.finished_at, page.working_minutes / 480 AS workdays, page.limit_days, page.is_late,
    page.is_returned, page.is_online, page.is_compliant, page.visits, page.quantity, page.rating, page.batch_id
FROM page
LEFT JOIN service_item AS i ON i.item_id = page.item_id
LEFT JOIN department AS d ON d.department_id = page.department_id
LEFT JOIN subdistrict AS s ON s.subdistrict_id = page.subdistrict_id
ORDER BY
    CASE WHEN $backwards THEN page.finished_at END, CASE WHEN $backwards THEN page.source END, CASE WHEN $backwards THEN page.record_id END,
    page.finished_at DESC, page.source DESC, page.record_id DESC
