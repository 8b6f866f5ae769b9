-- What the product has learned about files: how each sender's columns are meant, and what other names the catalogue goes by.

-- One row per sender (a department_id, or empty) and dataset: the mapping (JSON) that was confirmed last.
CREATE TABLE remembered_mapping (sender VARCHAR NOT NULL, dataset VARCHAR NOT NULL, mapping VARCHAR NOT NULL, noted_at TIMESTAMP NOT NULL, noted_by VARCHAR NOT NULL);

-- One row per other name (旧称, 简称) of a catalogue entry; kind as in known_name.
CREATE TABLE name_alias (kind VARCHAR NOT NULL, name VARCHAR NOT NULL, id VARCHAR NOT NULL, noted_at TIMESTAMP NOT NULL, noted_by VARCHAR NOT NULL);

-- Which import stated an event, so that it can be taken back with it.
ALTER TABLE rectification_event ADD COLUMN batch_id VARCHAR;
CREATE TABLE rectification_event_replaced AS SELECT *, CAST(NULL AS VARCHAR) AS replaced_by FROM rectification_event LIMIT 0;
