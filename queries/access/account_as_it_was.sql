-- Effect: none, at the cost of counting a failed attempt, so that an unknown login is answered no sooner than a known one.
UPDATE account SET failures = failures WHERE account_id = (SELECT min(account_id) FROM account)
