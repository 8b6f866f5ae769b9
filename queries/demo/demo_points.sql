-- One row per monitoring point with the spec it had from the beginning.
SELECT p.point_id, p.indicator_id, p.name, p.unit, p.better, p.frequency, p.source_type, s.best, s.worst, s.target
FROM point AS p
JOIN point_spec AS s ON s.point_id = p.point_id AND s.version = 1
ORDER BY p.position, p.point_id
