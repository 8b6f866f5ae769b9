-- One row per complaint of the viewer's scope about the same matter as this one, as duplicates say: the one it was merged into first (is_original), then
-- those merged into it. None about the viewer's own organisation: that an enterprise came again could tell who it is.
-- Parameters: $viewer (STRUCT), $complaint_id (VARCHAR)
WITH own AS (
    SELECT complaint_id, duplicate_of FROM complaint_in_scope($viewer) WHERE complaint_id = $complaint_id AND NOT is_own AND text_level <> ''
)
SELECT c.complaint_id, c.complaint_id = own.duplicate_of AS is_original, c.submitted_at, s.label AS state_label, d.short_name AS department
FROM own
JOIN complaint_in_scope($viewer) AS c ON c.complaint_id = own.duplicate_of OR c.duplicate_of = own.complaint_id
LEFT JOIN state AS s ON s.entity = 'complaint' AND s.state = c.state
LEFT JOIN department AS d ON d.department_id = c.department_id
WHERE NOT c.is_own AND c.text_level <> ''
ORDER BY is_original DESC, c.submitted_at, c.complaint_id
