-- One row per source of derived values and frequency that points draw from it: what has to be computed for a period.
SELECT DISTINCT d.source, p.frequency
FROM derivation AS d
JOIN point AS p ON p.point_id = d.point_id
ORDER BY d.source DESC, p.frequency
