-- One row per month with a ranking, newest first: its latest version and how many departments hold a rank in it.
SELECT month, version, status, max(computed_at) AS computed_at, max(published_at) AS published_at,
    max(rule_version) AS rule_version, count(rank) AS ranked
FROM ranking_snapshot AS s
WHERE version = (SELECT max(version) FROM ranking_snapshot AS v WHERE v.month = s.month)
GROUP BY month, version, status
ORDER BY month DESC
