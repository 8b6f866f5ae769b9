-- Effect: temporary table row_outcome, one row per staged measurement that no check refused: whether it is new, changed or unchanged against the district's.
-- A point has one value in a period, whoever reported it.
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT * EXCLUDE (batch_id, is_flagged) FROM resolved_row ANTI JOIN refused_line USING (line)
),
unchanged AS (
    SELECT * EXCLUDE (line) FROM candidate
    INTERSECT
    SELECT t.* EXCLUDE (batch_id) FROM measurement AS t SEMI JOIN candidate USING (point_id, period)
)
SELECT
    c.line,
    CASE WHEN u.point_id IS NOT NULL THEN 'unchanged' WHEN t.point_id IS NOT NULL THEN 'changed' ELSE 'new' END AS outcome
FROM candidate AS c
LEFT JOIN (SELECT DISTINCT point_id, period FROM measurement) AS t ON t.point_id = c.point_id AND t.period = c.period
LEFT JOIN unchanged AS u ON u.point_id = c.point_id AND u.period = c.period
