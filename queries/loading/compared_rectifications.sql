-- Effect: temporary table row_outcome, one row per staged rectification that no check refused: whether it is new, changed or unchanged against the district's.
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT * EXCLUDE (batch_id, is_flagged) FROM resolved_row ANTI JOIN refused_line USING (line)
),
unchanged AS (
    SELECT * EXCLUDE (line) FROM candidate
    INTERSECT
    SELECT t.* EXCLUDE (batch_id) FROM rectification AS t SEMI JOIN candidate USING (rectification_id)
)
SELECT
    c.line,
    CASE WHEN u.rectification_id IS NOT NULL THEN 'unchanged' WHEN t.rectification_id IS NOT NULL THEN 'changed' ELSE 'new' END AS outcome
FROM candidate AS c
LEFT JOIN (SELECT DISTINCT rectification_id FROM rectification) AS t USING (rectification_id)
LEFT JOIN unchanged AS u USING (rectification_id)
