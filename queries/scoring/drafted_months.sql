-- One row per month whose ranking stands as a draft.
SELECT DISTINCT month
FROM ranking_snapshot
WHERE status = 'draft'
ORDER BY month
