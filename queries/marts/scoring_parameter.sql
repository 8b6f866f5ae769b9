-- One row: the numbers of the rule version now in force, a column each.
SELECT
    (SELECT max(version) FROM rule_version) AS rule_version,
    max(value) FILTER (name = 'perception_weight') AS perception_weight,
    max(value) FILTER (name = 'completion_weight') AS completion_weight,
    max(value) FILTER (name = 'indicator_weight') AS indicator_weight,
    max(value) FILTER (name = 'response_weight') AS response_weight,
    max(value) FILTER (name = 'responded_weight') AS responded_weight,
    max(value) FILTER (name = 'solved_weight') AS solved_weight,
    max(value) FILTER (name = 'satisfied_weight') AS satisfied_weight,
    max(value) FILTER (name = 'bonus_cap') AS bonus_cap,
    max(value) FILTER (name = 'penalty_cap') AS penalty_cap,
    CAST(max(value) FILTER (name = 'minimum_sample') AS BIGINT) AS minimum_sample,
    CAST(max(value) FILTER (name = 'simulation_draws') AS BIGINT) AS simulation_draws,
    max(value) FILTER (name = 'interval_level') AS interval_level,
    CAST(max(value) FILTER (name = 'callback_days') AS INTEGER) AS callback_days
FROM current_rule
