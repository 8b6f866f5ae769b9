-- One row per value that a filter of the list can take for this viewer: kind (month, department, class, state, domain, channel, subdistrict), value and
-- label, in order. A sub-district only where this viewer sees it of some complaint.
-- Parameters: $viewer (STRUCT)
WITH scoped AS MATERIALIZED (
    SELECT date_trunc('month', c.submitted_at) AS month, c.department_id, c.class_id, c.state, c.domain_id, c.channel_id,
        CASE WHEN NOT c.is_own OR crowded.month IS NOT NULL THEN c.subdistrict_id END AS subdistrict_id
    FROM complaint_in_scope($viewer) AS c
    LEFT JOIN crowded_place($viewer) AS crowded
        ON crowded.department_id = c.department_id AND crowded.subdistrict_id = c.subdistrict_id AND crowded.month = date_trunc('month', c.submitted_at)
    GROUP BY ALL
)
SELECT 'month' AS kind, strftime(month, '%Y-%m') AS value, NULL AS label, -date_diff('month', DATE '2000-01-01', month) AS position FROM scoped GROUP BY month
UNION ALL
SELECT 'department', d.department_id, d.name, d.position FROM department AS d SEMI JOIN scoped USING (department_id)
UNION ALL
SELECT 'class', c.class_id, c.name, c.position FROM problem_class AS c SEMI JOIN scoped USING (class_id)
UNION ALL
SELECT 'state', s.state, s.label, s.position FROM state AS s SEMI JOIN scoped USING (state) WHERE s.entity = 'complaint'
UNION ALL
SELECT 'domain', d.domain_id, d.name, d.position FROM domain AS d SEMI JOIN scoped USING (domain_id)
UNION ALL
SELECT 'channel', c.channel_id, c.name, c.position FROM channel AS c SEMI JOIN scoped USING (channel_id)
UNION ALL
SELECT 'subdistrict', s.subdistrict_id, s.name, s.position FROM subdistrict AS s SEMI JOIN scoped USING (subdistrict_id)
ORDER BY kind, position
