-- One row per channel that brought complaints in the three months before a month or in it: whether it did in the month.
-- Columns as in due_measurements; no department answers for a channel.
-- Parameters: $month (first day of the month, DATE)
WITH told AS (
    SELECT
        c.channel_id, CAST(date_trunc('month', c.submitted_at) AS DATE) AS month,
        CASE WHEN count(b.loaded_by) = count(*) THEN min(b.loaded_at) END AS reported_at
    FROM complaint AS c
    LEFT JOIN import_batch AS b ON b.batch_id = c.batch_id
    WHERE c.submitted_at < CAST($month AS DATE) + INTERVAL 1 MONTH
    GROUP BY c.channel_id, CAST(date_trunc('month', c.submitted_at) AS DATE)
),
counted AS (
    SELECT channel_id, bool_or(month = $month) AS is_there, max(month) FILTER (month < $month) AS last_period,
        any_value(reported_at) FILTER (month = $month) AS reported_at
    FROM told GROUP BY channel_id
)
SELECT
    'complaints' AS dataset, CAST(NULL AS VARCHAR) AS department_id, k.channel_id AS unit_id, k.name AS unit, '月' AS frequency,
    1 AS expected, CAST(c.is_there AS INTEGER) AS reported, c.reported_at, c.last_period
FROM channel AS k
JOIN counted AS c ON c.channel_id = k.channel_id
WHERE c.is_there OR c.last_period >= CAST($month AS DATE) - INTERVAL 3 MONTH
ORDER BY k.position
