-- Effect: temporary table row_outcome, one row per staged call-back that no check refused: whether it is new, changed or unchanged against the district's.
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT * EXCLUDE (batch_id, is_flagged) FROM resolved_row ANTI JOIN refused_line USING (line)
),
unchanged AS (
    SELECT * EXCLUDE (line) FROM candidate
    INTERSECT
    SELECT t.* EXCLUDE (batch_id) FROM callback AS t SEMI JOIN candidate USING (callback_id)
)
SELECT
    c.line,
    CASE WHEN u.callback_id IS NOT NULL THEN 'unchanged' WHEN t.callback_id IS NOT NULL THEN 'changed' ELSE 'new' END AS outcome
FROM candidate AS c
LEFT JOIN (SELECT callback_id FROM callback) AS t ON t.callback_id = c.callback_id
LEFT JOIN unchanged AS u ON u.callback_id = c.callback_id
