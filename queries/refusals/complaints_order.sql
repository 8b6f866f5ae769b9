-- One row per time of a complaint that lies before its submission; a date without a time is compared by day.
SELECT line, 'accepted_at' AS "column", accepted_at_text AS value, '早于提交时间 ' || submitted_at_text || '。请核对这两个时间' AS message
FROM staged_row WHERE precedes(accepted_at, submitted_at)
UNION ALL
SELECT line, 'responded_at', responded_at_text, '早于提交时间 ' || submitted_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(responded_at, submitted_at)
UNION ALL
SELECT line, 'claimed_at', claimed_at_text, '早于提交时间 ' || submitted_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(claimed_at, submitted_at)
