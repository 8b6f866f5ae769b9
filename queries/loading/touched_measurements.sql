-- One row per period whose values incoming measurements change.
SELECT DISTINCT period AS month FROM incoming ORDER BY month
