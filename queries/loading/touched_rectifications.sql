-- One row per month whose figures incoming rectifications change: none, no score counts them.
SELECT CAST(NULL AS DATE) AS month WHERE false
