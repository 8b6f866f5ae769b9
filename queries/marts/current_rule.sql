-- One row per rule of the scoring rule version now in force.
SELECT name, value, description, version
FROM scoring_rule
WHERE version = (SELECT max(version) FROM rule_version)
