-- One row per month whose figures change when the complaints of the batch are taken back: of submission, of the deadlines, of the
-- claim, before and after.
WITH either AS (
    SELECT submitted_at, response_due_at, resolution_due_at, claimed_at FROM incoming
    UNION ALL
    SELECT submitted_at, response_due_at, resolution_due_at, claimed_at FROM stored_row
)
SELECT DISTINCT CAST(date_trunc('month', moment) AS DATE) AS month
FROM (SELECT unnest([submitted_at, response_due_at, resolution_due_at, claimed_at]) AS moment FROM either)
WHERE moment IS NOT NULL
ORDER BY month
