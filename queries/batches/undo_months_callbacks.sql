-- One row per month whose figures change when the call-backs of the batch are taken back: in which their complaints were claimed done.
SELECT DISTINCT CAST(date_trunc('month', c.claimed_at) AS DATE) AS month
FROM (
    SELECT complaint_id FROM incoming
    UNION
    SELECT complaint_id FROM stored_row
) AS either
JOIN complaint AS c ON c.complaint_id = either.complaint_id
WHERE c.claimed_at IS NOT NULL
ORDER BY month
