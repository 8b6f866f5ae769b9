-- One row per source and complaint id that occurs more than once.
-- Title: 诉求的来源与编号不重复
SELECT source, complaint_id, count(*) AS rows FROM complaint GROUP BY source, complaint_id HAVING count(*) > 1
