-- One row per month whose figures incoming call-backs change: the month in which the complaint was claimed done.
SELECT DISTINCT CAST(date_trunc('month', c.claimed_at) AS DATE) AS month
FROM memory.main.incoming AS i
JOIN complaint AS c ON c.complaint_id = i.complaint_id
WHERE c.claimed_at IS NOT NULL
ORDER BY month
