-- One row per period whose values incoming measurements change.
SELECT DISTINCT period AS month FROM memory.main.incoming ORDER BY month
