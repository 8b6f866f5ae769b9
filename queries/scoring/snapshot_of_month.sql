-- One row per department in the latest version of the month's ranking.
-- Parameters: $month (first day of the month, DATE)
SELECT *
FROM ranking_snapshot
WHERE month = $month
QUALIFY version = max(version) OVER ()
ORDER BY ranking_group, rank NULLS LAST, score DESC NULLS LAST, department_id
