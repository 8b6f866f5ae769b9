-- One row per month whose progress incoming rows change.
SELECT DISTINCT month FROM incoming ORDER BY month
