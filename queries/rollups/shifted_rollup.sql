-- Effect: temporary table shifted_rollup, one row per row of service_rollup that a change leaves different: its new sums. No records, no row.
CREATE OR REPLACE TEMP TABLE shifted_rollup AS
SELECT item_id, department_id, month, sum(COLUMNS(* EXCLUDE (item_id, department_id, month)))
FROM (
    SELECT r.* FROM service_rollup AS r SEMI JOIN rollup_change AS c USING (item_id, department_id, month)
    UNION ALL
    SELECT * FROM rollup_change
)
GROUP BY ALL
HAVING sum(records) <> 0
