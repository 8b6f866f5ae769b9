-- One row per cell of a task progress that is no month, or no percentage from 0 to 100.
SELECT line, 'month' AS "column", month_text AS value, '不是有效的月份。请写成 2026-10' AS message
FROM staged_row WHERE month_text IS NOT NULL AND month IS NULL
UNION ALL
SELECT line, 'planned_percent', planned_percent_text, '不是有效的百分比。请填 0 到 100 之间的数'
FROM staged_row WHERE planned_percent_text IS NOT NULL AND coalesce(planned_percent NOT BETWEEN 0 AND 100, true)
UNION ALL
SELECT line, 'actual_percent', actual_percent_text, '不是有效的百分比。请填 0 到 100 之间的数'
FROM staged_row WHERE actual_percent_text IS NOT NULL AND coalesce(actual_percent NOT BETWEEN 0 AND 100, true)
