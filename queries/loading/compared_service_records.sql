-- Effect: temporary table row_outcome, one row per staged service record that no check refused: whether it is new, changed or unchanged against the district's.
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT * EXCLUDE (batch_id, is_flagged) FROM resolved_row ANTI JOIN refused_line USING (line)
),
known AS (
    SELECT t.* EXCLUDE (batch_id) FROM service_record AS t SEMI JOIN candidate USING (record_id, source)
),
unchanged AS (
    SELECT * EXCLUDE (line) FROM candidate
    INTERSECT
    SELECT * FROM known
)
SELECT
    c.line,
    CASE WHEN u.record_id IS NOT NULL THEN 'unchanged' WHEN t.record_id IS NOT NULL THEN 'changed' ELSE 'new' END AS outcome
FROM candidate AS c
LEFT JOIN known AS t ON t.record_id = c.record_id AND t.source = c.source
LEFT JOIN unchanged AS u ON u.record_id = c.record_id AND u.source = c.source
