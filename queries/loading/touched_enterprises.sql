-- One row per month whose figures incoming enterprises change: none, no score counts them.
SELECT CAST(NULL AS DATE) AS month WHERE false
