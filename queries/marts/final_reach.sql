-- One row per published month and frequency: the first and the last month of the period whose value counts in it.
-- A quarter counts from its last month to the month before the next one's end, a year likewise.
SELECT
    f.month, r.frequency,
    CAST(CASE r.frequency
        WHEN '月' THEN f.month
        WHEN '季' THEN date_trunc('quarter', f.month + INTERVAL 1 MONTH) - INTERVAL 3 MONTH
        ELSE date_trunc('year', f.month + INTERVAL 1 MONTH) - INTERVAL 1 YEAR END AS DATE) AS first_month,
    CAST(CASE r.frequency
        WHEN '月' THEN f.month
        WHEN '季' THEN date_trunc('quarter', f.month + INTERVAL 1 MONTH) - INTERVAL 1 MONTH
        ELSE date_trunc('year', f.month + INTERVAL 1 MONTH) - INTERVAL 1 MONTH END AS DATE) AS last_month
FROM (SELECT DISTINCT month FROM ranking_snapshot WHERE status = 'final') AS f
CROSS JOIN (SELECT unnest(['月', '季', '年']) AS frequency) AS r
