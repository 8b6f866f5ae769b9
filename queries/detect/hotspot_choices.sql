-- One row per value that the hotspot page can be narrowed to, in the order of its chooser. kind: month (from the first with complaints to the last,
-- the newest first), class, channel, department (with complaints).
WITH months AS (
    SELECT CAST(unnest(generate_series(date_trunc('month', min(submitted_at)), max(submitted_at), INTERVAL 1 MONTH)) AS DATE) AS month FROM complaint
),
asked AS (
    SELECT DISTINCT department_id FROM complaint
)
SELECT 'month' AS kind, strftime(month, '%Y-%m') AS value, strftime(month, '%Y-%m') AS label, -date_diff('month', DATE '1970-01-01', month) AS position FROM months
UNION ALL
SELECT 'class', class_id, name, position FROM problem_class
UNION ALL
SELECT 'channel', channel_id, name, position FROM channel
UNION ALL
SELECT 'department', d.department_id, d.short_name, d.position FROM department AS d WHERE d.department_id IN (SELECT department_id FROM asked)
ORDER BY kind, position
