-- One row per month with finished service records, the newest first.
SELECT month, CAST(sum(records) AS BIGINT) AS records FROM service_rollup GROUP BY month HAVING sum(records) > 0 ORDER BY month DESC
