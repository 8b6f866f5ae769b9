-- One row per month in which something about a complaint may count and published month that it counts in, by itself or in a quarter or a year.
SELECT DISTINCT CAST(unnest(generate_series(f.first_month, f.last_month, INTERVAL 1 MONTH)) AS DATE) AS fact_month, f.month
FROM final_reach AS f
WHERE f.frequency = '月'
    OR f.frequency IN (SELECT p.frequency FROM point AS p JOIN derivation AS d ON d.point_id = p.point_id AND d.source = 'complaints')
