-- One row per call-back before the complaint was claimed done: an answer about a result that was not there yet.
SELECT s.line, 'called_at' AS "column", s.called_at_text AS value, '早于诉求的办结时间 ' || c.claimed_at || '。回访通常在办结之后，请核对' AS message
FROM staged_row AS s
JOIN complaint AS c ON c.complaint_id = s.complaint_id
WHERE precedes(s.called_at, c.claimed_at)
