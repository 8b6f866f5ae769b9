-- One row per progress below that of the month before it, in the file or in the district: what is done does not become undone.
WITH told AS (
    SELECT task_id, month, actual_percent, line FROM resolved_row
    UNION ALL
    SELECT t.task_id, t.month, t.actual_percent, NULL FROM task_progress AS t ANTI JOIN resolved_row AS r ON r.task_id = t.task_id AND r.month = t.month
),
followed AS (
    SELECT
        line, actual_percent,
        lag(actual_percent) OVER (PARTITION BY task_id ORDER BY month, line) AS before,
        lag(month) OVER (PARTITION BY task_id ORDER BY month, line) AS month_before
    FROM told
    WHERE task_id IS NOT NULL AND month IS NOT NULL AND actual_percent IS NOT NULL
)
SELECT
    s.line, 'actual_percent' AS "column", s.actual_percent_text AS value,
    '低于 ' || strftime(f.month_before, '%Y-%m') || ' 的 ' || CAST(round(f.before, 2) AS VARCHAR) || '。进度是累计数，请核对' AS message
FROM followed AS f
JOIN staged_row AS s ON s.line = f.line
WHERE f.actual_percent < f.before
