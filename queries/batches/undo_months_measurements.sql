-- One row per period whose values change when the batch is taken back.
SELECT DISTINCT period AS month FROM incoming ORDER BY month
