-- One row per month with a ranking, newest first: its latest version, since when that is drafted, and how many departments hold a rank in it.
SELECT month, version, status, min(drafted_at) AS drafted_at, max(published_at) AS published_at,
    max(rule_version) AS rule_version, count(rank) AS ranked
FROM ranking_snapshot AS s
WHERE version = (SELECT max(version) FROM ranking_snapshot AS v WHERE v.month = s.month)
GROUP BY month, version, status
ORDER BY month DESC
