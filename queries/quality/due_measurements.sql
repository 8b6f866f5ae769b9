-- One row per point that departments fill in and whose period ends in a month: whether its value is there, and since when.
-- A value that was replaced later counts from its first report. reported_at is null when nobody brought it: a batch that a person or
-- the inbox loaded has a loaded_by. last_period is the latest period before this one with a value.
-- Parameters: $month (first day of the month, DATE)
WITH due AS (
    SELECT
        p.point_id, p.name, p.frequency, p.position, i.lead_department_id,
        CAST(CASE p.frequency WHEN '月' THEN CAST($month AS DATE) WHEN '季' THEN date_trunc('quarter', CAST($month AS DATE))
            ELSE date_trunc('year', CAST($month AS DATE)) END AS DATE) AS period
    FROM point AS p
    JOIN indicator AS i ON i.indicator_id = p.indicator_id
    WHERE p.point_id NOT IN (SELECT point_id FROM derivation)
        AND (p.frequency = '月' OR (p.frequency = '季' AND month(CAST($month AS DATE)) % 3 = 0)
            OR (p.frequency = '年' AND month(CAST($month AS DATE)) = 12))
),
told AS (
    SELECT point_id, period, batch_id FROM measurement WHERE value IS NOT NULL
    UNION ALL SELECT point_id, period, batch_id FROM measurement_replaced WHERE value IS NOT NULL
),
first_told AS (
    SELECT t.point_id, t.period, CASE WHEN count(b.loaded_by) = count(*) THEN min(b.loaded_at) END AS reported_at
    FROM told AS t
    LEFT JOIN import_batch AS b ON b.batch_id = t.batch_id
    GROUP BY t.point_id, t.period
)
SELECT
    'measurements' AS dataset, due.lead_department_id AS department_id, due.point_id AS unit_id,
    due.name AS unit, due.frequency,
    1 AS expected, CAST(m.value IS NOT NULL AS INTEGER) AS reported,
    CASE WHEN m.value IS NOT NULL THEN f.reported_at END AS reported_at,
    (SELECT max(b.period) FROM measurement AS b WHERE b.point_id = due.point_id AND b.period < due.period AND b.value IS NOT NULL) AS last_period
FROM due
LEFT JOIN measurement AS m ON m.point_id = due.point_id AND m.period = due.period
LEFT JOIN first_told AS f ON f.point_id = due.point_id AND f.period = due.period
ORDER BY due.position
