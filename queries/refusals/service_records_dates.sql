-- One row per time of a service record that is no date, or lies outside the working-day calendar.
WITH stated AS (
    SELECT line, 'submitted_at' AS "column", submitted_at_text AS value, submitted_at AS moment FROM staged_row
    UNION ALL SELECT line, 'accepted_at', accepted_at_text, accepted_at FROM staged_row
    UNION ALL SELECT line, 'finished_at', finished_at_text, finished_at FROM staged_row
),
calendar AS (
    SELECT min(day) AS first_day, max(day) AS last_day FROM calendar_day
)
SELECT
    line, "column", value,
    CASE WHEN moment IS NULL THEN '不是有效日期。请改成 2026-01-31 或 2026-01-31 09:30 这样的格式后重新上传'
        ELSE '超出工作日历（' || first_day || ' 至 ' || last_day || '）。请检查年份' END AS message
FROM stated
CROSS JOIN calendar
WHERE value IS NOT NULL AND (moment IS NULL OR CAST(moment AS DATE) NOT BETWEEN first_day AND last_day)
