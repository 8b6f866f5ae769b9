-- One row per time of a service record that lies before the step it follows; a date without a time is compared by day.
-- A time without a text stood in the file as we write it.
SELECT
    line, 'accepted_at' AS "column", coalesce(accepted_at_text, CAST(accepted_at AS VARCHAR)) AS value,
    '早于提交时间 ' || coalesce(submitted_at_text, CAST(submitted_at AS VARCHAR)) || '。请核对这两个时间' AS message
FROM staged_row WHERE precedes(accepted_at, submitted_at)
UNION ALL
SELECT
    line, 'finished_at', coalesce(finished_at_text, CAST(finished_at AS VARCHAR)),
    '早于受理时间 ' || coalesce(accepted_at_text, CAST(accepted_at AS VARCHAR)) || '。请核对这两个时间'
FROM staged_row WHERE precedes(finished_at, accepted_at)
