-- One row per yes-or-no cell that says neither.
SELECT line, "column", value, '只能填「是」或「否」。请改正' AS message
FROM staged_cell
WHERE kind = 'answer' AND value IS NOT NULL AND yes_no(value) IS NULL
