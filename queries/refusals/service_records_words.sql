-- One row per yes-or-no cell of a service record that says neither.
SELECT line, 'is_returned' AS "column", is_returned_text AS value, '只能填「是」或「否」。请改正' AS message FROM staged_row WHERE is_returned_text IS NOT NULL AND is_returned IS NULL
UNION ALL SELECT line, 'is_online', is_online_text, '只能填「是」或「否」。请改正' FROM staged_row WHERE is_online_text IS NOT NULL AND is_online IS NULL
UNION ALL SELECT line, 'is_compliant', is_compliant_text, '只能填「是」或「否」。请改正' FROM staged_row WHERE is_compliant_text IS NOT NULL AND is_compliant IS NULL
