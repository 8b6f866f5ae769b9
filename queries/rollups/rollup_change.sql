-- Effect: temporary table rollup_change, one row per item, department and month of finish: what service_rollup gains when the records of
-- one table come and those of another go.
-- Parameters: $gained, $lost (names of tables in the columns of service_record)
CREATE OR REPLACE TEMP TABLE rollup_change AS
SELECT item_id, department_id, month, sum(COLUMNS(* EXCLUDE (item_id, department_id, month)))
FROM (
    SELECT * FROM service_month_of($gained)
    UNION ALL
    SELECT item_id, department_id, month, -COLUMNS(* EXCLUDE (item_id, department_id, month)) FROM service_month_of($lost)
)
GROUP BY ALL
