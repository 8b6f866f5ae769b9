-- One row per complaint that is said to be closed although the file knows no reply or no claim.
SELECT s.line, 'state' AS "column", s.state AS value, '但没有首次联系时间或办结时间。请补全时间，或把状态改为「待回访」' AS message
FROM resolved_row AS r
JOIN staged_row AS s USING (line)
WHERE r.state = 'closed' AND s.state IS NOT NULL AND (r.responded_at IS NULL OR r.claimed_at IS NULL)
