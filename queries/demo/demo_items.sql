-- One row per service item, in catalogue order.
SELECT item_id, name, department_id, limit_days FROM service_item ORDER BY position, item_id
