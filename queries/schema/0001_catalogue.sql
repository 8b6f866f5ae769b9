-- The district's catalogue: what is watched, who answers for it, and how it is scored.
-- No keys, sequences or enums: the schema also runs on DuckLake; uniqueness is a check query (queries/checks/).

CREATE TABLE store_state (data_version BIGINT NOT NULL, changed_at TIMESTAMP NOT NULL);
INSERT INTO store_state VALUES (0, TIMESTAMP '1970-01-01');

-- One row: which district this file holds. as_of moves with the data of a demo; a real district leaves it null.
CREATE TABLE district (name VARCHAR NOT NULL, is_demo BOOLEAN NOT NULL, seed BIGINT, as_of TIMESTAMP);

CREATE TABLE department (
    department_id VARCHAR NOT NULL, name VARCHAR NOT NULL, short_name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL, ranking_group VARCHAR NOT NULL, is_ranked BOOLEAN NOT NULL,
    parent_id VARCHAR, valid_from DATE, valid_to DATE, position INTEGER NOT NULL);

CREATE TABLE subdistrict (
    subdistrict_id VARCHAR NOT NULL, department_id VARCHAR NOT NULL, name VARCHAR NOT NULL, zone_part VARCHAR NOT NULL,
    longitude DOUBLE NOT NULL, latitude DOUBLE NOT NULL, area_km2 DOUBLE NOT NULL, enterprises INTEGER NOT NULL, position INTEGER NOT NULL);

CREATE TABLE domain (domain_id VARCHAR NOT NULL, name VARCHAR NOT NULL, framework VARCHAR NOT NULL, position INTEGER NOT NULL);

CREATE TABLE indicator (
    indicator_id VARCHAR NOT NULL, domain_id VARCHAR NOT NULL, name VARCHAR NOT NULL,
    lead_department_id VARCHAR NOT NULL, co_departments VARCHAR, weight DOUBLE NOT NULL, position INTEGER NOT NULL);

CREATE TABLE point (
    point_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, name VARCHAR NOT NULL, unit VARCHAR NOT NULL,
    better VARCHAR NOT NULL, frequency VARCHAR NOT NULL, source_type VARCHAR NOT NULL, is_key BOOLEAN NOT NULL, position INTEGER NOT NULL);

-- How a point is scored from a date on; a null valid_from means from the beginning.
CREATE TABLE point_spec (
    point_id VARCHAR NOT NULL, version INTEGER NOT NULL, valid_from DATE, best DOUBLE NOT NULL, worst DOUBLE NOT NULL,
    target DOUBLE, weight DOUBLE NOT NULL, method VARCHAR NOT NULL);

-- Which raw rows give a point its value, and by which measure; a null filter admits every row.
CREATE TABLE derivation (
    point_id VARCHAR NOT NULL, source VARCHAR NOT NULL, measure VARCHAR NOT NULL,
    item_id VARCHAR, domain_id VARCHAR, class_id VARCHAR, channel_id VARCHAR);

CREATE TABLE service_item (
    item_id VARCHAR NOT NULL, name VARCHAR NOT NULL, department_id VARCHAR NOT NULL, limit_days DOUBLE NOT NULL, position INTEGER NOT NULL);

CREATE TABLE reform_task (
    task_id VARCHAR NOT NULL, list VARCHAR NOT NULL, measure_id VARCHAR NOT NULL, measure VARCHAR NOT NULL, title VARCHAR NOT NULL,
    lead_department_id VARCHAR NOT NULL, co_departments VARCHAR, due_date DATE NOT NULL, evidence_required VARCHAR, position INTEGER NOT NULL);

CREATE TABLE channel (channel_id VARCHAR NOT NULL, name VARCHAR NOT NULL, clock VARCHAR NOT NULL, position INTEGER NOT NULL);

CREATE TABLE problem_class (class_id VARCHAR NOT NULL, aspect_id VARCHAR NOT NULL, aspect VARCHAR NOT NULL, name VARCHAR NOT NULL, position INTEGER NOT NULL);

-- The states an entity may be in and where it may go next (next_states: state names joined by ';').
CREATE TABLE state (entity VARCHAR NOT NULL, state VARCHAR NOT NULL, label VARCHAR NOT NULL, stage VARCHAR NOT NULL, next_states VARCHAR, position INTEGER NOT NULL);

-- workdays_before counts the working days since the first day of the table, so that a difference of two days is a subtraction.
CREATE TABLE calendar_day (day DATE NOT NULL, is_workday BOOLEAN NOT NULL, source VARCHAR NOT NULL, workdays_before INTEGER NOT NULL);

CREATE TABLE rule_version (version INTEGER NOT NULL, digest VARCHAR NOT NULL, created_at TIMESTAMP NOT NULL);
CREATE TABLE scoring_rule (version INTEGER NOT NULL, name VARCHAR NOT NULL, value DOUBLE NOT NULL, description VARCHAR);
