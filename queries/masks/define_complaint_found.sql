-- Effect: macro complaint_found(viewer, filters, matching): one row per complaint in the viewer's scope that every filter leaves (a null one leaves
-- all); matching: what a search has found, null without one. A filter by place looks only at what this viewer sees of it.
-- filters: {since, until, department, class, state, domain, channel, subdistrict, cell, overdue_at} of cloudeye/access/records.py; overdue_at: only what
-- is overdue at that moment, on either clock.
CREATE OR REPLACE MACRO complaint_found(viewer, filters, matching) AS TABLE
SELECT c.complaint_id, c.submitted_at, least(status.response_overdue_from, status.resolution_overdue_from) AS overdue_from
FROM complaint_in_scope(viewer) AS c
LEFT JOIN complaint_status AS status ON status.complaint_id = c.complaint_id
LEFT JOIN crowded_place(viewer) AS crowded
    ON crowded.department_id = c.department_id AND crowded.subdistrict_id = c.subdistrict_id AND crowded.month = date_trunc('month', c.submitted_at)
WHERE (CAST((filters).since AS TIMESTAMP) IS NULL OR c.submitted_at >= CAST((filters).since AS TIMESTAMP))
    AND (CAST((filters).until AS TIMESTAMP) IS NULL OR c.submitted_at < CAST((filters).until AS TIMESTAMP))
    AND ((filters).department IS NULL OR c.department_id = (filters).department)
    AND ((filters).class IS NULL OR c.class_id = (filters).class)
    AND ((filters).domain IS NULL OR c.domain_id = (filters).domain)
    AND ((filters).channel IS NULL OR c.channel_id = (filters).channel)
    AND ((filters).state IS NULL OR c.state = (filters).state)
    AND ((filters).subdistrict IS NULL OR c.subdistrict_id = (filters).subdistrict AND (NOT c.is_own OR crowded.month IS NOT NULL))
    AND ((filters).cell IS NULL OR c.cell = (filters).cell AND c.place_level = 'clear')
    AND (CAST((filters).overdue_at AS TIMESTAMP) IS NULL OR overdue_from < CAST((filters).overdue_at AS TIMESTAMP))
    AND (matching IS NULL OR c.complaint_id IN (SELECT unnest(CAST(matching AS VARCHAR[]))))
