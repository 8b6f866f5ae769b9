-- One row per kind of letter: how many were issued this year, and how many of any year still lack a reply that is overdue.
-- Parameters: $now (TIMESTAMP)
WITH kinds AS (
    SELECT unnest(['提醒函', '履责提示函', '督办函', '监察建议书']) AS kind, unnest([1, 2, 3, 4]) AS position
)
SELECT
    k.kind,
    count(l.letter_id) FILTER (l.issued_at >= date_trunc('year', CAST($now AS TIMESTAMP))) AS issued,
    count(l.letter_id) FILTER (l.reply_overdue_from < $now) AS overdue
FROM kinds AS k
LEFT JOIN letter_status AS l ON l.kind = k.kind AND l.issued_at <= $now
GROUP BY k.kind, k.position
ORDER BY k.position
