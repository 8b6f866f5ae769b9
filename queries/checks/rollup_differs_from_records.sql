-- One row per item, department and month whose rollup differs in any figure from a new count of its records.
-- Title: 办件汇总与逐条重算一致
WITH counted AS MATERIALIZED (
    SELECT * FROM service_month
)
SELECT DISTINCT item_id, department_id, month
FROM (
    (SELECT * FROM counted EXCEPT ALL SELECT * FROM service_rollup)
    UNION ALL
    (SELECT * FROM service_rollup EXCEPT ALL SELECT * FROM counted)
)
