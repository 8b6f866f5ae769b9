-- One row per secondary indicator, in catalogue order.
SELECT indicator_id, domain_id, lead_department_id FROM indicator ORDER BY position, indicator_id
