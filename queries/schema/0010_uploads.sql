-- One row per file that somebody brought to the desk; its bytes lie on the shelf under file_hash. state: received, loaded, discarded.
-- instructions (JSON): how to read it and what its columns mean, as far as somebody has said so.
CREATE TABLE upload (
    upload_id VARCHAR NOT NULL, dataset VARCHAR NOT NULL, file_name VARCHAR NOT NULL, file_hash VARCHAR NOT NULL, bytes BIGINT NOT NULL,
    sender VARCHAR, instructions VARCHAR, account VARCHAR NOT NULL, received_at TIMESTAMP NOT NULL, state VARCHAR NOT NULL, batch_id VARCHAR);
