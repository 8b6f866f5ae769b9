-- One row per session that nobody has ended, with what its account is called and may do now; oldest first.
SELECT
    s.session_id, s.token_hash, s.account_id, s.stage, s.opened_at, s.seen_at, s.ends_at, s.address, s.agent,
    a.login, a.name, a.role, a.department_id, a.is_disabled
FROM session AS s
JOIN account AS a ON a.account_id = s.account_id
WHERE s.ended_at IS NULL
ORDER BY s.opened_at, s.session_id
