-- Effect: temporary table row_outcome, one row per staged service record that no check refused and whose key the district has: changed or unchanged.
-- As compared_rows, column by column: over millions of rows, putting each into one value would cost more than comparing.
CREATE OR REPLACE TEMP TABLE row_outcome AS
SELECT
    c.line,
    CASE
        WHEN t.item_id = c.item_id AND t.department_id = c.department_id AND t.subdistrict_id IS NOT DISTINCT FROM c.subdistrict_id
            AND t.submitted_at = c.submitted_at AND t.accepted_at = c.accepted_at AND t.finished_at IS NOT DISTINCT FROM c.finished_at
            AND t.limit_days = c.limit_days AND t.is_returned = c.is_returned AND t.is_online = c.is_online
            AND t.is_compliant = c.is_compliant AND t.visits = c.visits AND t.quantity IS NOT DISTINCT FROM c.quantity
            AND t.rating IS NOT DISTINCT FROM c.rating THEN 'unchanged'
        ELSE 'changed' END AS outcome
FROM (SELECT * FROM resolved_row ANTI JOIN refused_line USING (line)) AS c
JOIN met_record AS t ON t.record_id = c.record_id AND t.source = c.source
