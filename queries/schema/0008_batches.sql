-- What an upload was, the rows it replaced (so that it can be taken back exactly), and the rows that wait because their month is final.

ALTER TABLE import_batch ADD COLUMN sender VARCHAR;
ALTER TABLE import_batch ADD COLUMN loaded_by VARCHAR;
ALTER TABLE import_batch ADD COLUMN skipped_rows BIGINT;
ALTER TABLE import_batch ADD COLUMN waiting_rows BIGINT;
ALTER TABLE import_batch ADD COLUMN effect VARCHAR;
ALTER TABLE import_batch ADD COLUMN undone_by VARCHAR;
ALTER TABLE import_batch ADD COLUMN undo_reason VARCHAR;
ALTER TABLE callback ADD COLUMN batch_id VARCHAR;
ALTER TABLE complaint_event ADD COLUMN batch_id VARCHAR;
ALTER TABLE enterprise ADD COLUMN batch_id VARCHAR;
ALTER TABLE rectification ADD COLUMN batch_id VARCHAR;

-- <table>_replaced: a row as it was before the batch replaced_by wrote over it.
CREATE TABLE measurement_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM measurement LIMIT 0;
CREATE TABLE service_record_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM service_record LIMIT 0;
CREATE TABLE task_progress_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM task_progress LIMIT 0;
CREATE TABLE complaint_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM complaint LIMIT 0;
CREATE TABLE complaint_event_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM complaint_event LIMIT 0;
CREATE TABLE callback_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM callback LIMIT 0;
CREATE TABLE enterprise_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM enterprise LIMIT 0;
CREATE TABLE rectification_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM rectification LIMIT 0;

-- <table>_waiting: a row whose month is final, with its line in the file; it counts only after somebody accepts the correction.
-- digest tells its own cells, was those of the row it would write over: one decision is not asked for twice, and a row that changed
-- while it waited is not written over.
CREATE TABLE measurement_waiting AS SELECT *, 0::BIGINT AS line, ''::VARCHAR AS digest, ''::VARCHAR AS was FROM measurement LIMIT 0;
CREATE TABLE service_record_waiting AS SELECT *, 0::BIGINT AS line, ''::VARCHAR AS digest, ''::VARCHAR AS was FROM service_record LIMIT 0;
CREATE TABLE task_progress_waiting AS SELECT *, 0::BIGINT AS line, ''::VARCHAR AS digest, ''::VARCHAR AS was FROM task_progress LIMIT 0;
CREATE TABLE complaint_waiting AS SELECT *, 0::BIGINT AS line, ''::VARCHAR AS digest, ''::VARCHAR AS was FROM complaint LIMIT 0;
CREATE TABLE callback_waiting AS SELECT *, 0::BIGINT AS line, ''::VARCHAR AS digest, ''::VARCHAR AS was FROM callback LIMIT 0;

-- One row per batch and final month for which rows wait. state: 待定, 已采纳, 已退回.
CREATE TABLE correction (
    batch_id VARCHAR NOT NULL, month DATE NOT NULL, waiting_rows BIGINT NOT NULL, state VARCHAR NOT NULL, noted_at TIMESTAMP NOT NULL,
    decided_by VARCHAR, decided_at TIMESTAMP, reason VARCHAR, version INTEGER);
