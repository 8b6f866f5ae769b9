-- One row per kind of letter: how many were issued this year, and how many of any year still lack a reply that is overdue.
-- Parameters: $now (TIMESTAMP)
SELECT
    k.kind, k.short_name,
    count(l.letter_id) FILTER (l.issued_at >= date_trunc('year', CAST($now AS TIMESTAMP))) AS issued,
    count(l.letter_id) FILTER (l.reply_overdue_from < $now) AS overdue
FROM letter_kind AS k
LEFT JOIN letter_status AS l ON l.kind = k.kind AND l.issued_at <= $now
GROUP BY k.kind, k.short_name, k.position
ORDER BY k.position
