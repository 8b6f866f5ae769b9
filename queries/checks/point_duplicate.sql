-- One row per monitoring point id that occurs more than once.
-- Title: 监督靶点编号不重复
SELECT point_id, count(*) AS rows FROM point GROUP BY point_id HAVING count(*) > 1
