-- One row per time that is no date, lies outside the working-day calendar, or says that something has happened that lies ahead.
-- Parameters: $now (TIMESTAMP)
WITH calendar AS (
    SELECT min(day) AS first_day, max(day) AS last_day FROM calendar_day
)
SELECT
    line, "column", value,
    CASE WHEN moment IS NULL THEN '不是有效日期。请改成 2026-01-31 或 2026-01-31 09:30 这样的格式后重新上传'
        WHEN CAST(moment AS DATE) NOT BETWEEN first_day AND last_day THEN '超出工作日历（' || first_day || ' 至 ' || last_day || '）。请检查年份'
        ELSE '晚于现在（' || strftime(CAST($now AS TIMESTAMP), '%Y-%m-%d %H:%M') || '），还没有发生。请核对时间' END AS message
FROM staged_cell
CROSS JOIN calendar
WHERE kind IN ('event', 'deadline') AND CASE
    -- First what costs least: a moment has a text, and millions of them are written out only to be found right.
    WHEN moment IS NULL THEN value IS NOT NULL
    ELSE CAST(moment AS DATE) NOT BETWEEN first_day AND last_day OR (kind = 'event' AND moment > $now) END
