-- One row per rectification of a department in this year's register (still open, or struck off this year) with both its clocks, the longest
-- overdue first, then by its limit. One that came from a complaint goes by its problem class: its title may be the complainant's words.
-- Parameters: $department_id (VARCHAR), $now (TIMESTAMP)
WITH listed AS (
    SELECT * FROM rectification_status
    WHERE department_id = $department_id AND opened_at <= $now
        AND (phase <> '已销号' OR closed_at >= date_trunc('year', CAST($now AS TIMESTAMP)))
)
SELECT
    r.rectification_id, r.origin_kind, r.phase, s.label AS state_label, r.claimed_at,
    CASE WHEN r.origin_kind = 'complaint' THEN coalesce(p.name, '企业诉求') ELSE r.title END AS title,
    k.* EXCLUDE (rectification_id)
FROM listed AS r
JOIN rectification_clocked((SELECT list(rectification_id) FROM listed), CAST($now AS TIMESTAMP)) AS k ON k.rectification_id = r.rectification_id
JOIN state AS s ON s.entity = 'rectification' AND s.state = r.state
LEFT JOIN complaint_status AS c ON r.origin_kind = 'complaint' AND c.complaint_id = r.origin_id
LEFT JOIN problem_class AS p ON p.class_id = c.class_id
ORDER BY k.days_late DESC NULLS LAST, r.claimed_at IS NOT NULL, r.due_at, r.rectification_id
