-- One row per spec of a point that has had more than one, the points in their order, the newest spec first.
SELECT s.point_id, p.name AS point, p.unit, i.domain_id, s.version, s.valid_from, s.best, s.worst, s.target, s.weight, s.method, s.valid_until
FROM spec_span AS s
JOIN point AS p ON p.point_id = s.point_id
JOIN indicator AS i ON i.indicator_id = p.indicator_id
WHERE s.point_id IN (SELECT point_id FROM point_spec GROUP BY point_id HAVING count(*) > 1)
ORDER BY p.position, s.version DESC
