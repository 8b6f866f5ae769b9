-- One row per secondary indicator that is listed with more than one lead department, or with a blank one.
-- Title: 每项二级指标有且只有一个牵头部门
SELECT indicator_id, count(*) AS rows, count(DISTINCT lead_department_id) AS leads
FROM indicator
GROUP BY indicator_id
HAVING count(*) <> 1 OR bool_or(trim(lead_department_id) = '')
