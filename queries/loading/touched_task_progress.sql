-- One row per month whose progress incoming rows change.
SELECT DISTINCT month FROM memory.main.incoming ORDER BY month
