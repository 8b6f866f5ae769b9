-- One row per rectification that is said to stand further than its times tell: a claim needs its time, a verification too, a striking off as well.
SELECT
    s.line, 'state' AS "column", s.state AS value,
    '但没有' || CASE WHEN r.claimed_at IS NULL THEN '申请销号时间' WHEN r.verified_at IS NULL THEN '核验时间' ELSE '销号时间' END || '。请补全时间，或改正状态' AS message
FROM resolved_row AS r
JOIN staged_row AS s USING (line)
WHERE s.state IS NOT NULL AND (
    (r.state IN ('claimed', 'verified', 'lookback', 'closed') AND r.claimed_at IS NULL)
    OR (r.state IN ('verified', 'lookback', 'closed') AND r.verified_at IS NULL)
    OR (r.state = 'closed' AND r.closed_at IS NULL))
