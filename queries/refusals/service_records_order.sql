-- One row per time of a service record that lies before the step it follows; a date without a time is compared by day.
SELECT line, 'accepted_at' AS "column", accepted_at_text AS value, '早于提交时间 ' || submitted_at_text || '。请核对这两个时间' AS message
FROM staged_row WHERE precedes(accepted_at, submitted_at)
UNION ALL
SELECT line, 'finished_at', finished_at_text, '早于受理时间 ' || accepted_at_text || '。请核对这两个时间'
FROM staged_row WHERE precedes(finished_at, accepted_at)
