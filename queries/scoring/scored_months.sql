-- One row per month that has department scores under the rule version now in force.
SELECT DISTINCT month
FROM department_score
WHERE rule_version = (SELECT rule_version FROM scoring_parameter)
ORDER BY month
