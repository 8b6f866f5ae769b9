-- One row per account: what it signs in with, and what the person is called.
SELECT login, name FROM account ORDER BY login
