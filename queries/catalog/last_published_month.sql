-- One row: the latest month whose ranking has been published as final, null if none.
SELECT max(month) AS month FROM ranking_snapshot WHERE published_at IS NOT NULL
