-- One row per monitoring point without a usable spec: none at all, best equal to worst, or a weight that is not positive.
-- Title: 每个监督靶点都有有效的计分口径
SELECT p.point_id, s.version
FROM point AS p
LEFT JOIN point_spec AS s ON s.point_id = p.point_id
WHERE s.point_id IS NULL OR s.best = s.worst OR s.weight <= 0
