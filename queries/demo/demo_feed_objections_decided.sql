-- Effect: turns down the objections to a month that still wait, before it is published.
-- Parameters: $month (first day of the month, DATE), $reason, $decided_by (VARCHAR), $decided_at (TIMESTAMP)
UPDATE objection SET state = '不予采纳', reason = $reason, decided_by = $decided_by, decided_at = greatest($decided_at, filed_at)
WHERE month = $month AND state = '待裁定'
