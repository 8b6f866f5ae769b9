-- One row per version of a month's ranking.
-- Parameters: $month (first day of the month, DATE)
SELECT DISTINCT version, status, drafted_at, published_at
FROM ranking_snapshot
WHERE month = $month
ORDER BY version
