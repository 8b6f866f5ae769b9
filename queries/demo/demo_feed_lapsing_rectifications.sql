-- One row per rectification still in work that falls due between two moments, when it last moved, and its place among them.
-- Parameters: $before (TIMESTAMP), $now (TIMESTAMP)
SELECT r.rectification_id, r.state, r.due_at, max(e.occurred_at) AS since
FROM rectification AS r
JOIN rectification_event AS e ON e.rectification_id = r.rectification_id
WHERE r.state IN ('reminded', 'signed', 'rectifying') AND r.due_at >= $before AND r.due_at < $now
GROUP BY ALL
ORDER BY r.due_at, r.rectification_id
