-- Who may come in: accounts, their sessions, and the displays. Who did what is in the trail beside the file, not in it.

-- One row per account. role is a name of cloudeye/access/roles.csv, null until the security administrator grants one;
-- department_id is the organisation of a role with a limited scope. second_factor is the enciphered key of the code generator.
CREATE TABLE account (
    account_id VARCHAR NOT NULL, login VARCHAR NOT NULL, name VARCHAR NOT NULL, role VARCHAR, department_id VARCHAR, origin VARCHAR NOT NULL,
    password_hash VARCHAR, password_changed_at TIMESTAMP, must_change_password BOOLEAN NOT NULL,
    second_factor VARCHAR, second_factor_step BIGINT, failures INTEGER NOT NULL, locked_until TIMESTAMP, is_disabled BOOLEAN NOT NULL,
    created_at TIMESTAMP NOT NULL, created_by VARCHAR NOT NULL, signed_in_at TIMESTAMP);

-- One row per sign-in. token_hash is the SHA-256 of what the browser holds; stage says what it still owes before it may enter.
CREATE TABLE session (
    session_id VARCHAR NOT NULL, token_hash VARCHAR NOT NULL, account_id VARCHAR NOT NULL, stage VARCHAR NOT NULL,
    opened_at TIMESTAMP NOT NULL, seen_at TIMESTAMP NOT NULL, ends_at TIMESTAMP NOT NULL, address VARCHAR NOT NULL, agent VARCHAR NOT NULL,
    ended_at TIMESTAMP, ended_by VARCHAR);

-- One row per hall screen; key_hash is the SHA-256 of its key, which is shown once.
CREATE TABLE display (
    display_id VARCHAR NOT NULL, name VARCHAR NOT NULL, key_hash VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL, created_by VARCHAR NOT NULL,
    seen_at TIMESTAMP, revoked_at TIMESTAMP, revoked_by VARCHAR);

-- One row per moment at which the end of the trail was noted here, so that a trail cut short is found.
CREATE TABLE trail_anchor (number BIGINT NOT NULL, hash VARCHAR NOT NULL, noted_at TIMESTAMP NOT NULL);
