-- One row per month of two in which a subject has a composite: as the latest version of the month's ranking has it, with what was added
-- and taken off. The district is in no ranking and is shown as it stands.
-- Parameters: $month, $against (first days of the months, DATE), $subject_id (department_id or 'district', VARCHAR)
WITH shown AS (
    SELECT month, score, rule_version
    FROM ranking_snapshot
    WHERE month IN ($month, $against) AND department_id = $subject_id
    QUALIFY version = max(version) OVER (PARTITION BY month)
)
SELECT s.month, coalesce(r.score, s.score) AS score, s.bonus, s.penalty, coalesce(r.rule_version, s.rule_version) AS rule_version
FROM department_score AS s
LEFT JOIN shown AS r ON r.month = s.month
WHERE s.month IN ($month, $against) AND s.subject_id = $subject_id AND coalesce(r.score, s.score) IS NOT NULL
ORDER BY s.month
