-- One row per login that more than one account has.
-- Title: 登录名不重复
SELECT login, count(*) AS rows FROM account GROUP BY login HAVING count(*) > 1
