-- One row per item, department and month of finish: the new sums, in the columns of service_rollup.
SELECT * FROM shifted_rollup ORDER BY item_id, department_id, month
