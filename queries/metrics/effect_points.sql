-- One row per month and point: its value and score as computed last.
-- Parameters: $months (list of first days of months)
SELECT s.month, s.point_id, p.name AS point, p.unit, s.value, s.score
FROM point_score AS s
JOIN point AS p ON p.point_id = s.point_id
WHERE s.month IN (SELECT unnest(CAST($months AS DATE[])))
ORDER BY s.month, p.position, s.point_id
