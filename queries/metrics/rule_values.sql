-- One row per number of the scoring rules now in force.
SELECT name, value FROM current_rule ORDER BY name
