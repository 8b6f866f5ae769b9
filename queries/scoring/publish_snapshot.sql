-- Effect: turns the month's draft into a final version, which never changes again.
-- Parameters: $month (first day of the month, DATE), $published_at (TIMESTAMP)
UPDATE ranking_snapshot SET status = 'final', published_at = $published_at
WHERE month = $month AND status = 'draft'
