-- One row per yes-or-no cell of a call-back that says neither.
SELECT line, 'is_reached' AS "column", is_reached_text AS value, '只能填「是」或「否」。请改正' AS message FROM staged_row WHERE is_reached_text IS NOT NULL AND is_reached IS NULL
UNION ALL SELECT line, 'is_solved', is_solved_text, '只能填「是」或「否」。请改正' FROM staged_row WHERE is_solved_text IS NOT NULL AND is_solved IS NULL
UNION ALL SELECT line, 'is_satisfied', is_satisfied_text, '只能填「是」或「否」。请改正' FROM staged_row WHERE is_satisfied_text IS NOT NULL AND is_satisfied IS NULL
