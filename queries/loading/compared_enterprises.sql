-- Effect: temporary table row_outcome, one row per staged enterprise that no check refused: whether it is new, changed or unchanged against the district's.
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT * EXCLUDE (batch_id, is_flagged) FROM resolved_row ANTI JOIN refused_line USING (line)
),
unchanged AS (
    SELECT * EXCLUDE (line) FROM candidate
    INTERSECT
    SELECT t.* EXCLUDE (batch_id) FROM enterprise AS t SEMI JOIN candidate USING (enterprise_id)
)
SELECT
    c.line,
    CASE WHEN u.enterprise_id IS NOT NULL THEN 'unchanged' WHEN t.enterprise_id IS NOT NULL THEN 'changed' ELSE 'new' END AS outcome
FROM candidate AS c
LEFT JOIN (SELECT DISTINCT enterprise_id FROM enterprise) AS t USING (enterprise_id)
LEFT JOIN unchanged AS u USING (enterprise_id)
