-- One row per cell of a measurement that is no number, or contradicts its status.
SELECT line, 'value' AS "column", value_text AS value, '不是数字。请填数字，没有数据就留空或写「未报」' AS message
FROM staged_row WHERE value_text IS NOT NULL AND value IS NULL
UNION ALL
SELECT line, 'value', value_text, '大得不像真实的数值（超过一万亿）。请核对数值和单位'
FROM staged_row WHERE abs(value) > 1e12
UNION ALL
SELECT line, 'sample_size', sample_size_text, '不是有效的样本量。请填不小于 0 的整数，或留空'
FROM staged_row WHERE sample_size_text IS NOT NULL AND coalesce(sample_size < 0, true)
UNION ALL
SELECT line, 'standard_error', standard_error_text, '不是有效的标准误。请填不小于 0 的数（至多一万亿），或留空'
FROM staged_row WHERE standard_error_text IS NOT NULL AND coalesce(standard_error NOT BETWEEN 0 AND 1e12, true)
UNION ALL
SELECT line, 'status', status, '不是报送状态。请改成 已报 或 未报，或留空'
FROM staged_row WHERE status NOT IN ('已报', '未报')
UNION ALL
SELECT line, 'value', NULL, '是空的，但状态是「已报」。请填数值，或把状态改成「未报」'
FROM staged_row WHERE status = '已报' AND value_text IS NULL
UNION ALL
SELECT line, 'value', value_text, '有数值，但状态是「未报」。请删去数值，或把状态改成「已报」'
FROM staged_row WHERE status = '未报' AND value_text IS NOT NULL
