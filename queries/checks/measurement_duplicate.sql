-- One row per point and period with more than one measurement.
-- Title: 同一监督靶点同一周期只有一个值
SELECT point_id, period, count(*) AS rows FROM measurement GROUP BY point_id, period HAVING count(*) > 1
