-- Effect: somebody has come in with this account.
-- Parameters: $account_id (VARCHAR), $signed_in_at (TIMESTAMP)
UPDATE account SET signed_in_at = $signed_in_at WHERE account_id = $account_id
