-- One row per rectification number that occurs more than once.
-- Title: 整改编号不重复
SELECT rectification_id, count(*) AS rows FROM rectification GROUP BY rectification_id HAVING count(*) > 1
