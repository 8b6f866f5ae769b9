-- One row per complaint whose kind is none of the five.
SELECT line, 'kind' AS "column", kind AS value, '不是诉求类型。请改成 咨询、求助、投诉、建议、表扬 之一' AS message
FROM staged_row
WHERE kind NOT IN ('咨询', '求助', '投诉', '建议', '表扬')
