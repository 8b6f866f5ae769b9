-- One row per role that somebody holds: how many accounts that are not disabled.
SELECT role, count(*) AS holders FROM account WHERE role IS NOT NULL AND NOT is_disabled GROUP BY role ORDER BY role
