-- One row per value for a period that has not begun. That nothing is reported (未报) may be said at any time.
-- Parameters: $now (TIMESTAMP)
SELECT s.line, 'period' AS "column", s.period_text AS value, '还没有开始，不会有数值。请核对期间' AS message
FROM staged_row AS s
JOIN resolved_row AS r USING (line)
WHERE r.value IS NOT NULL AND r.period > $now
