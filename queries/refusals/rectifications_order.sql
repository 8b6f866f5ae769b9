-- One row per time of a rectification that lies before the step it follows; a date without a time is compared by day.
SELECT line, 'due_at' AS "column", due_at_text AS value, '早于下达时间 ' || opened_at_text || '。请核对这两个时间' AS message
FROM staged_row WHERE precedes(due_at, opened_at)
UNION ALL
SELECT line, 'claimed_at', claimed_at_text, '早于下达时间 ' || opened_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(claimed_at, opened_at)
UNION ALL
SELECT line, 'confirmed_at', confirmed_at_text, '早于申请销号时间 ' || claimed_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(confirmed_at, claimed_at)
UNION ALL
SELECT line, 'verified_at', verified_at_text, '早于申请销号时间 ' || claimed_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(verified_at, claimed_at)
UNION ALL
SELECT line, 'lookback_due_at', lookback_due_at_text, '早于核验时间 ' || verified_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(lookback_due_at, verified_at)
UNION ALL
SELECT line, 'closed_at', closed_at_text, '早于核验时间 ' || verified_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(closed_at, verified_at)
UNION ALL
SELECT line, 'recurred_at', recurred_at_text, '早于下达时间 ' || opened_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(recurred_at, opened_at)
