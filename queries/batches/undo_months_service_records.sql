-- One row per month of finish that service records of the batch leave, or return to, when it is taken back.
SELECT DISTINCT CAST(date_trunc('month', finished_at) AS DATE) AS month
FROM (
    SELECT finished_at FROM incoming
    UNION ALL
    SELECT finished_at FROM stored_row
)
WHERE finished_at IS NOT NULL
ORDER BY month
