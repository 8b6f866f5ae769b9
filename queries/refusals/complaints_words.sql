-- One row per yes-or-no cell of a complaint that says neither.
SELECT line, 'is_urgent' AS "column", is_urgent_text AS value, '只能填「是」或「否」。请改正' AS message FROM staged_row WHERE is_urgent_text IS NOT NULL AND is_urgent IS NULL
UNION ALL SELECT line, 'is_confidential', is_confidential_text, '只能填「是」或「否」。请改正' FROM staged_row WHERE is_confidential_text IS NOT NULL AND is_confidential IS NULL
