-- One row per month of finish that incoming service records leave or enter.
SELECT DISTINCT CAST(date_trunc('month', finished_at) AS DATE) AS month
FROM (
    SELECT finished_at FROM memory.main.incoming
    UNION ALL
    SELECT t.finished_at
    FROM service_record AS t
    SEMI JOIN (SELECT record_id, source FROM memory.main.incoming WHERE outcome = 'changed') AS i USING (record_id, source)
)
WHERE finished_at IS NOT NULL
ORDER BY month
