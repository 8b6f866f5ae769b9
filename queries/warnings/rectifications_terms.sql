-- One row per rectification that was struck off before its look-back was due, or without one: nobody saw whether the problem came back.
SELECT
    s.line, 'closed_at' AS "column", s.closed_at_text AS value,
    CASE WHEN r.lookback_due_at IS NULL THEN '已销号，但没有回头看时限。请补填，或核对是否做过回头看'
        ELSE '早于回头看时限 ' || strftime(r.lookback_due_at, '%Y-%m-%d') || '。请核对是否做过回头看' END AS message
FROM resolved_row AS r
JOIN staged_row AS s USING (line)
WHERE s.closed_at IS NOT NULL AND coalesce(CAST(r.closed_at AS DATE) < CAST(r.lookback_due_at AS DATE), true)
