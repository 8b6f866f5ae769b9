-- One row per enterprise whose scale is none of the four.
SELECT line, 'scale' AS "column", scale AS value, '不是企业规模。请改成 大型、中型、小型、微型 之一' AS message
FROM staged_row
WHERE scale NOT IN ('大型', '中型', '小型', '微型')
