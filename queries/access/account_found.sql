-- One row per account with this id or this login (one at most); the one that is not known is null.
-- Parameters: $account_id (VARCHAR), $login (VARCHAR)
SELECT * FROM account WHERE account_id = $account_id OR login = $login
