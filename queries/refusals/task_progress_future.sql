-- One row per progress of a month that has not begun.
-- Parameters: $now (TIMESTAMP)
SELECT line, 'month' AS "column", month_text AS value, '还没有开始，不会有进度。请核对月份' AS message
FROM staged_row
WHERE month > $now
