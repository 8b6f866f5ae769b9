-- One row per call-back that reached nobody and yet has an answer.
SELECT line, 'is_solved' AS "column", is_solved_text AS value, '有结果，但这次回访没有接通。请核对「是否接通」，或把结果留空' AS message
FROM staged_row WHERE NOT is_reached AND is_solved IS NOT NULL
UNION ALL
SELECT line, 'is_satisfied', is_satisfied_text, '有结果，但这次回访没有接通。请核对「是否接通」，或把结果留空'
FROM staged_row WHERE NOT is_reached AND is_satisfied IS NOT NULL
