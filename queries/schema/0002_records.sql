-- What the district's systems and people report, and the ledger of how it got here.
-- (source, <entity>_id) is unique; times are naive Asia/Shanghai; points are WGS-84 with the original beside them.

CREATE TABLE import_batch (
    batch_id VARCHAR NOT NULL, dataset VARCHAR NOT NULL, file_name VARCHAR, file_hash VARCHAR, mapping VARCHAR, encoding VARCHAR,
    new_rows BIGINT NOT NULL, changed_rows BIGINT NOT NULL, unchanged_rows BIGINT NOT NULL, refused_rows BIGINT NOT NULL,
    flagged_rows BIGINT NOT NULL, loaded_at TIMESTAMP NOT NULL, undone_at TIMESTAMP);
CREATE TABLE rejected_row (
    batch_id VARCHAR NOT NULL, line BIGINT NOT NULL, "column" VARCHAR, value VARCHAR USING COMPRESSION zstd, message VARCHAR NOT NULL);

-- One row per point and period; period is the first day of the month, quarter or year that the value describes.
CREATE TABLE measurement (
    point_id VARCHAR NOT NULL, period DATE NOT NULL, value DOUBLE, sample_size BIGINT, standard_error DOUBLE,
    status VARCHAR NOT NULL, source VARCHAR NOT NULL, batch_id VARCHAR);

-- One row per handled government service (归集数据), clustered by (department_id, finished_at).
CREATE TABLE service_record (
    source VARCHAR NOT NULL, record_id VARCHAR NOT NULL, item_id VARCHAR NOT NULL, department_id VARCHAR NOT NULL, subdistrict_id VARCHAR,
    submitted_at TIMESTAMP NOT NULL, accepted_at TIMESTAMP NOT NULL, finished_at TIMESTAMP, limit_days DOUBLE NOT NULL,
    is_returned BOOLEAN NOT NULL, is_online BOOLEAN NOT NULL, is_compliant BOOLEAN NOT NULL, visits SMALLINT NOT NULL,
    quantity DECIMAL(12, 3), rating TINYINT, batch_id VARCHAR);

-- One row per item and month of finish: exact integer sums, so that every figure comes out the same in any row order.
CREATE TABLE service_rollup (
    item_id VARCHAR NOT NULL, department_id VARCHAR NOT NULL, month DATE NOT NULL, records BIGINT NOT NULL,
    working_minutes HUGEINT NOT NULL, working_minutes_squared HUGEINT NOT NULL, minutes HUGEINT NOT NULL, minutes_squared HUGEINT NOT NULL,
    late BIGINT NOT NULL, online BIGINT NOT NULL, returned BIGINT NOT NULL, compliant BIGINT NOT NULL, same_day BIGINT NOT NULL,
    visits BIGINT NOT NULL, visits_squared BIGINT NOT NULL, quantities BIGINT NOT NULL, quantity DECIMAL(38, 3) NOT NULL,
    quantity_squared DECIMAL(38, 6) NOT NULL, rated BIGINT NOT NULL, rated_good BIGINT NOT NULL);

CREATE TABLE task_progress (
    task_id VARCHAR NOT NULL, month DATE NOT NULL, planned_percent DOUBLE NOT NULL, actual_percent DOUBLE NOT NULL,
    evidence VARCHAR, batch_id VARCHAR);

-- One row per bonus or penalty decided for a department in a month; points are positive, kind says the direction.
CREATE TABLE score_adjustment (department_id VARCHAR NOT NULL, month DATE NOT NULL, kind VARCHAR NOT NULL, points DOUBLE NOT NULL, basis VARCHAR NOT NULL);

CREATE TABLE enterprise (enterprise_id VARCHAR NOT NULL, uscc VARCHAR NOT NULL, name VARCHAR NOT NULL, scale VARCHAR NOT NULL, subdistrict_id VARCHAR);

-- One row per request of an enterprise (诉求). claimed_at is when the department says it is done; closing needs more.
CREATE TABLE complaint (
    source VARCHAR NOT NULL, complaint_id VARCHAR NOT NULL, channel_id VARCHAR, kind VARCHAR NOT NULL, is_urgent BOOLEAN NOT NULL,
    title VARCHAR USING COMPRESSION zstd, content VARCHAR USING COMPRESSION zstd, enterprise_id VARCHAR,
    department_id VARCHAR, domain_id VARCHAR, class_id VARCHAR, style_hint VARCHAR, subdistrict_id VARCHAR,
    longitude DOUBLE, latitude DOUBLE, source_longitude DOUBLE, source_latitude DOUBLE, source_crs VARCHAR, cell VARCHAR, is_outside_district BOOLEAN NOT NULL,
    submitted_at TIMESTAMP NOT NULL, accepted_at TIMESTAMP, responded_at TIMESTAMP, claimed_at TIMESTAMP,
    response_due_at TIMESTAMP, resolution_due_at TIMESTAMP, duplicate_of VARCHAR, is_confidential BOOLEAN NOT NULL, state VARCHAR NOT NULL, batch_id VARCHAR);
CREATE TABLE complaint_event (complaint_id VARCHAR NOT NULL, occurred_at TIMESTAMP NOT NULL, from_state VARCHAR, to_state VARCHAR NOT NULL, actor VARCHAR NOT NULL, reason VARCHAR);
CREATE TABLE callback (
    callback_id VARCHAR NOT NULL, complaint_id VARCHAR NOT NULL, called_at TIMESTAMP NOT NULL, is_reached BOOLEAN NOT NULL,
    is_solved BOOLEAN, is_satisfied BOOLEAN, reason VARCHAR);
