-- One row per rectification that a complaint led to, the last opened first: whose it is and where it stands.
-- Parameters: $complaint_id (VARCHAR), $now (TIMESTAMP)
SELECT r.rectification_id, r.department_id, r.phase, s.label AS state_label, r.due_at, r.overdue_from < $now AS is_overdue
FROM rectification_status AS r
LEFT JOIN state AS s ON s.entity = 'rectification' AND s.state = r.state
WHERE r.origin_kind = 'complaint' AND r.origin_id = $complaint_id AND r.opened_at <= $now
ORDER BY r.opened_at DESC, r.rectification_id
