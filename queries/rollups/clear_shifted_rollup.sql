-- Effect: removes the rollup rows that are written again with other sums.
DELETE FROM service_rollup
USING rollup_change AS c
WHERE service_rollup.item_id = c.item_id AND service_rollup.department_id = c.department_id AND service_rollup.month = c.month
