-- One row per domain, in catalogue order.
SELECT domain_id, name FROM domain ORDER BY position, domain_id
