-- One row per number of a service record that is none, or lies outside its range.
SELECT line, 'limit_days' AS "column", limit_days_text AS value, '不是有效的工作日数。请填 0 到 3650 之间的数，或留空（用事项的承诺时限）' AS message
FROM staged_row WHERE limit_days_text IS NOT NULL AND coalesce(limit_days NOT BETWEEN 0 AND 3650, true)
UNION ALL
SELECT line, 'visits', visits_text, '不是有效的次数。请填 0 到 1000 之间的整数'
FROM staged_row WHERE visits_text IS NOT NULL AND coalesce(visits NOT BETWEEN 0 AND 1000, true)
UNION ALL
SELECT line, 'quantity', quantity_text, '不是有效的数，或超过 9 位整数。请填数字，最多三位小数'
FROM staged_row WHERE quantity_text IS NOT NULL AND quantity IS NULL
UNION ALL
SELECT line, 'rating', rating_text, '不是有效的评价。请填 1 到 5，或 非常满意、满意、基本满意、不满意、非常不满意'
FROM staged_row WHERE rating_text IS NOT NULL AND coalesce(rating NOT BETWEEN 1 AND 5, true)
