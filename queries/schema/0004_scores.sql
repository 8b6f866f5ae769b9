-- What the scoring engine writes for a month, from a point up to a rank. Everything here can be computed again from 0001 and 0002.

CREATE TABLE point_score (
    month DATE NOT NULL, point_id VARCHAR NOT NULL, indicator_id VARCHAR NOT NULL, status VARCHAR NOT NULL, source_period DATE, value DOUBLE,
    sample_size BIGINT, spec_version INTEGER, weight DOUBLE, score DOUBLE, standard_error DOUBLE, rule_version INTEGER NOT NULL);
CREATE TABLE indicator_score (
    month DATE NOT NULL, indicator_id VARCHAR NOT NULL, domain_id VARCHAR NOT NULL, lead_department_id VARCHAR NOT NULL, weight DOUBLE NOT NULL,
    score DOUBLE, coverage DOUBLE, points INTEGER NOT NULL, reported_points INTEGER NOT NULL);
CREATE TABLE domain_score (
    month DATE NOT NULL, domain_id VARCHAR NOT NULL, score DOUBLE, coverage DOUBLE, points INTEGER NOT NULL, reported_points INTEGER NOT NULL);
-- One row per month, subject (a department, or 'district' for the whole) and smallest part of its composite:
-- sum(weight × score) is the composite before bonus and penalty, so this table is the passport of every department score.
CREATE TABLE score_component (
    month DATE NOT NULL, subject_id VARCHAR NOT NULL, dimension VARCHAR NOT NULL, part VARCHAR NOT NULL, component_id VARCHAR NOT NULL,
    source_period DATE NOT NULL, sample_size BIGINT, score DOUBLE NOT NULL, standard_error DOUBLE NOT NULL, weight DOUBLE NOT NULL);
CREATE TABLE department_score (
    month DATE NOT NULL, subject_id VARCHAR NOT NULL, perception DOUBLE, completion DOUBLE, bonus DOUBLE NOT NULL, penalty DOUBLE NOT NULL,
    score DOUBLE, standard_error DOUBLE, coverage DOUBLE, sample_size BIGINT NOT NULL, is_sufficient BOOLEAN NOT NULL, missing_parts VARCHAR, rule_version INTEGER NOT NULL);
-- drafted_at is when the version was first drafted: computing it again does not move the objection window.
CREATE TABLE ranking_snapshot (
    month DATE NOT NULL, version INTEGER NOT NULL, status VARCHAR NOT NULL, department_id VARCHAR NOT NULL, department VARCHAR NOT NULL, ranking_group VARCHAR NOT NULL,
    score DOUBLE, low DOUBLE, high DOUBLE, rank INTEGER, rank_low INTEGER, rank_high INTEGER, band VARCHAR, previous_rank INTEGER,
    movement DOUBLE, movement_error DOUBLE, perception DOUBLE, completion DOUBLE, coverage DOUBLE, sample_size BIGINT NOT NULL,
    missing_parts VARCHAR, rule_version INTEGER NOT NULL, inputs_hash VARCHAR NOT NULL, drafted_at TIMESTAMP NOT NULL,
    computed_at TIMESTAMP NOT NULL, published_at TIMESTAMP);
-- The components of a published version as they were at publication, with all that their passport shows.
CREATE TABLE published_component (
    month DATE NOT NULL, version INTEGER NOT NULL, subject_id VARCHAR NOT NULL, dimension VARCHAR NOT NULL, part VARCHAR NOT NULL,
    component_id VARCHAR NOT NULL, name VARCHAR, indicator_id VARCHAR, indicator VARCHAR, unit VARCHAR, value DOUBLE, status VARCHAR NOT NULL,
    best DOUBLE, worst DOUBLE, planned_percent DOUBLE, spec_version INTEGER, source_period DATE NOT NULL, sample_size BIGINT,
    records BIGINT, score DOUBLE NOT NULL, standard_error DOUBLE NOT NULL, weight DOUBLE NOT NULL, contribution DOUBLE NOT NULL,
    derived_from VARCHAR, measure VARCHAR, batch_id VARCHAR);
