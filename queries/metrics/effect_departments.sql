-- One row per month and department in the latest version of the month's ranking: score, rank, the ranks it may really have, band.
-- Parameters: $months (list of first days of months)
SELECT month, ranking_group, department_id, department, score, rank, rank_low, rank_high, band
FROM ranking_snapshot
WHERE month IN (SELECT unnest(CAST($months AS DATE[])))
QUALIFY version = max(version) OVER (PARTITION BY month)
ORDER BY month, ranking_group, rank NULLS LAST, score DESC NULLS LAST, department_id
