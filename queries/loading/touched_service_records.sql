-- One row per month of finish that incoming service records leave or enter.
SELECT DISTINCT make_date(year(finished_at), month(finished_at), 1) AS month
FROM (
    SELECT finished_at FROM incoming
    UNION ALL
    SELECT finished_at FROM outgoing
)
WHERE finished_at IS NOT NULL
ORDER BY month
