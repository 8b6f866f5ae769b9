-- Effect: macro complaint_found(viewer, month, department_id, class_id, state, overdue_at, search): one row per complaint in the viewer's scope
-- that every filter leaves (a null one leaves all). A search looks only at cells as this viewer sees them, so that what is hidden cannot be
-- found out by looking for it. Masks take signs away and bring none but stars, so what is not in the words behind them need not be masked to
-- know that it does not match (is_likely). overdue_at: only what is overdue at that moment, on either clock.
CREATE OR REPLACE MACRO complaint_found(viewer, wanted_month, wanted_department, wanted_class, wanted_state, overdue_at, search) AS TABLE
WITH candidate AS MATERIALIZED (
    SELECT
        c.complaint_id, c.submitted_at, least(status.response_overdue_from, status.resolution_overdue_from) AS overdue_from,
        CASE
            WHEN search IS NULL THEN false
            WHEN contains(search, '*') THEN true
            ELSE contains(lower(half_width(CASE WHEN c.is_own THEN c.complaint_id ELSE concat_ws(chr(10), c.complaint_id, c.title, c.content,
                c.complainant, c.phone, c.address, c.enterprise_name, c.enterprise_uscc) END)), lower(half_width(search)))
            END AS is_likely
    FROM complaint_in_scope(viewer) AS c
    LEFT JOIN complaint_status AS status ON status.complaint_id = c.complaint_id
    WHERE (wanted_month IS NULL OR date_trunc('month', c.submitted_at) = wanted_month)
        AND (wanted_department IS NULL OR c.department_id = wanted_department)
        AND (wanted_class IS NULL OR c.class_id = wanted_class)
        AND (wanted_state IS NULL OR c.state = wanted_state)
        AND (overdue_at IS NULL OR overdue_from < overdue_at)
),
matching AS (
    SELECT complaint_id
    FROM complaint_as_seen(viewer, (SELECT list(complaint_id) FROM candidate WHERE is_likely))
    WHERE contains(lower(concat_ws(chr(10), complaint_id, title, content, complainant, phone, address, enterprise, uscc)), lower(search))
)
SELECT complaint_id, submitted_at, overdue_from FROM candidate
WHERE search IS NULL OR complaint_id IN (SELECT complaint_id FROM matching)
