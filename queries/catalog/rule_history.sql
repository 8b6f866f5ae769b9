-- One row per rule version, newest first: when, why and by whom it was made, how many scoring rules and specs changed with it,
-- and the first and last month whose latest ranking was computed by it (null if none).
WITH rule_changed AS (
    SELECT new.version, count(*) AS rules
    FROM scoring_rule AS new
    JOIN scoring_rule AS old ON old.name = new.name AND old.version = new.version - 1
    WHERE new.value <> old.value
    GROUP BY new.version
),
ranked AS (
    SELECT rule_version, min(month) AS first_month, max(month) AS last_month
    FROM (SELECT * FROM ranking_snapshot QUALIFY version = max(version) OVER (PARTITION BY month))
    GROUP BY rule_version
)
SELECT v.version, v.created_at, v.reason, v.made_by, coalesce(c.rules, 0) AS changed_rules, r.first_month, r.last_month
FROM rule_version AS v
LEFT JOIN rule_changed AS c ON c.version = v.version
LEFT JOIN ranked AS r ON r.rule_version = v.version
ORDER BY v.version DESC
