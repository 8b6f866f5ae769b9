-- One row per enterprise number that occurs more than once.
-- Title: 企业编号不重复
SELECT enterprise_id, count(*) AS rows FROM enterprise GROUP BY enterprise_id HAVING count(*) > 1
