-- Effect: temporary table row_outcome, one row per staged service record that no check refused: whether it is new, changed or unchanged against the district's.
-- As compared_rows, column by column: over millions of rows, putting each into one value would cost more than comparing.
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT * FROM resolved_row ANTI JOIN refused_line USING (line)
),
known AS (
    SELECT t.* FROM service_record AS t SEMI JOIN candidate USING (record_id, source)
)
SELECT
    c.line,
    CASE
        WHEN t.record_id IS NULL THEN 'new'
        WHEN t.item_id = c.item_id AND t.department_id = c.department_id AND t.subdistrict_id IS NOT DISTINCT FROM c.subdistrict_id
            AND t.submitted_at = c.submitted_at AND t.accepted_at = c.accepted_at AND t.finished_at IS NOT DISTINCT FROM c.finished_at
            AND t.limit_days = c.limit_days AND t.is_returned = c.is_returned AND t.is_online = c.is_online
            AND t.is_compliant = c.is_compliant AND t.visits = c.visits AND t.quantity IS NOT DISTINCT FROM c.quantity
            AND t.rating IS NOT DISTINCT FROM c.rating THEN 'unchanged'
        ELSE 'changed' END AS outcome
FROM candidate AS c
LEFT JOIN known AS t ON t.record_id = c.record_id AND t.source = c.source
