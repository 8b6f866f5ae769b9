-- One row per month whose figures incoming complaints change: of submission, of the deadlines, of the claim, before and after.
WITH either AS (
    SELECT submitted_at, response_due_at, resolution_due_at, claimed_at FROM incoming
    UNION ALL
    SELECT t.submitted_at, t.response_due_at, t.resolution_due_at, t.claimed_at
    FROM complaint AS t
    SEMI JOIN (SELECT source, complaint_id FROM incoming WHERE outcome = 'changed') AS i USING (source, complaint_id)
)
SELECT DISTINCT CAST(date_trunc('month', moment) AS DATE) AS month
FROM (SELECT unnest([submitted_at, response_due_at, resolution_due_at, claimed_at]) AS moment FROM either)
WHERE moment IS NOT NULL
ORDER BY month
