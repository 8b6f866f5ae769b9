-- Effect: temporary table row_outcome, one row per staged complaint event that no check refused: whether it is new, changed or unchanged against the district's.
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT * EXCLUDE (batch_id, is_flagged) FROM resolved_row ANTI JOIN refused_line USING (line)
),
unchanged AS (
    SELECT * EXCLUDE (line) FROM candidate
    INTERSECT
    SELECT t.* EXCLUDE (batch_id) FROM complaint_event AS t SEMI JOIN candidate USING (complaint_id, occurred_at, to_state)
)
SELECT
    c.line,
    CASE WHEN u.complaint_id IS NOT NULL THEN 'unchanged' WHEN t.complaint_id IS NOT NULL THEN 'changed' ELSE 'new' END AS outcome
FROM candidate AS c
LEFT JOIN (SELECT DISTINCT complaint_id, occurred_at, to_state FROM complaint_event) AS t USING (complaint_id, occurred_at, to_state)
LEFT JOIN unchanged AS u USING (complaint_id, occurred_at, to_state)
