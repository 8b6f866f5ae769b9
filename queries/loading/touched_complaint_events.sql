-- One row per month whose figures incoming complaint events change: none, no figure counts steps of the work.
SELECT CAST(NULL AS DATE) AS month WHERE false
