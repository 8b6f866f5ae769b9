-- One row per account, by login, without its secrets: second_factor says whether there is one.
SELECT
    a.account_id, a.login, a.name, a.role, a.department_id, d.name AS department, a.origin, a.password_changed_at, a.must_change_password,
    a.second_factor IS NOT NULL AS second_factor, a.failures, a.locked_until, a.is_disabled, a.created_at, a.created_by, a.signed_in_at
FROM account AS a
LEFT JOIN department AS d ON d.department_id = a.department_id
ORDER BY a.login
