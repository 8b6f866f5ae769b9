-- One row per month whose progress changes when the batch is taken back.
SELECT DISTINCT month FROM incoming ORDER BY month
