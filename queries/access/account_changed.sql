-- Effect: everything that can change in one account is replaced.
-- Parameters: $account_id (VARCHAR), $full_name (VARCHAR), $role (VARCHAR), $department_id (VARCHAR), $password_hash (VARCHAR), $password_changed_at (TIMESTAMP), $must_change_password (BOOLEAN), $second_factor (VARCHAR), $second_factor_step (BIGINT), $failures (INTEGER), $locked_until (TIMESTAMP), $is_disabled (BOOLEAN), $signed_in_at (TIMESTAMP)
UPDATE account
SET
    name = $full_name, role = $role, department_id = $department_id,
    password_hash = $password_hash, password_changed_at = $password_changed_at, must_change_password = $must_change_password,
    second_factor = $second_factor, second_factor_step = $second_factor_step,
    failures = $failures, locked_until = $locked_until, is_disabled = $is_disabled, signed_in_at = $signed_in_at
WHERE account_id = $account_id
