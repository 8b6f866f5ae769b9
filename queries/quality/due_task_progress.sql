-- One row per reform task whose progress is expected for a month: from its first report or its due date on, until it was reported as
-- done. Columns as in due_measurements.
-- Parameters: $month (first day of the month, DATE)
WITH told AS (
    SELECT task_id, month, batch_id FROM task_progress
    UNION ALL SELECT task_id, month, batch_id FROM task_progress_replaced
),
first_told AS (
    SELECT t.task_id, CASE WHEN count(b.loaded_by) = count(*) THEN min(b.loaded_at) END AS reported_at
    FROM told AS t
    LEFT JOIN import_batch AS b ON b.batch_id = t.batch_id
    WHERE t.month = $month
    GROUP BY t.task_id
),
earlier AS (
    SELECT task_id, max(month) AS last_period, max(actual_percent) AS percent
    FROM task_progress WHERE month < $month GROUP BY task_id
)
SELECT
    'task_progress' AS dataset, t.lead_department_id AS department_id, t.task_id AS unit_id, t.title AS unit, '月' AS frequency,
    1 AS expected, CAST(p.task_id IS NOT NULL AS INTEGER) AS reported,
    CASE WHEN p.task_id IS NOT NULL THEN f.reported_at END AS reported_at, e.last_period
FROM reform_task AS t
LEFT JOIN task_progress AS p ON p.task_id = t.task_id AND p.month = $month
LEFT JOIN first_told AS f ON f.task_id = t.task_id
LEFT JOIN earlier AS e ON e.task_id = t.task_id
WHERE coalesce(e.percent, 0) < 100
    AND (p.task_id IS NOT NULL OR e.task_id IS NOT NULL OR t.due_date <= last_day(CAST($month AS DATE)))
ORDER BY t.position
