-- One row per department id that occurs more than once.
-- Title: 部门编号不重复
SELECT department_id, count(*) AS rows FROM department GROUP BY department_id HAVING count(*) > 1
