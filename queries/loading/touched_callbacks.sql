-- One row per month whose figures incoming call-backs change: the months in which their complaints, before and after, were claimed done.
SELECT DISTINCT CAST(date_trunc('month', c.claimed_at) AS DATE) AS month
FROM (
    SELECT complaint_id FROM incoming
    UNION
    SELECT t.complaint_id
    FROM callback AS t
    SEMI JOIN (SELECT callback_id FROM incoming WHERE outcome = 'changed') AS i USING (callback_id)
) AS either
JOIN complaint AS c ON c.complaint_id = either.complaint_id
WHERE c.claimed_at IS NOT NULL
ORDER BY month
