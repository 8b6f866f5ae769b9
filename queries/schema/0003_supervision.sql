-- The loop: inspections and their findings, letters, rectifications, contact points; every move is an event.

CREATE TABLE inspection (
    inspection_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, round INTEGER NOT NULL, department_id VARCHAR NOT NULL,
    criteria VARCHAR NOT NULL, is_covert BOOLEAN NOT NULL, inspected_at TIMESTAMP NOT NULL);
CREATE TABLE finding (
    finding_id VARCHAR NOT NULL, inspection_id VARCHAR NOT NULL, department_id VARCHAR NOT NULL, class_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL, severity VARCHAR NOT NULL, found_at TIMESTAMP NOT NULL);
CREATE TABLE letter (
    letter_id VARCHAR NOT NULL, kind VARCHAR NOT NULL, number VARCHAR, department_id VARCHAR NOT NULL, title VARCHAR NOT NULL,
    drafted_at TIMESTAMP NOT NULL, signed_by VARCHAR, issued_at TIMESTAMP, reply_due_at TIMESTAMP, replied_at TIMESTAMP, state VARCHAR NOT NULL);
CREATE TABLE letter_event (letter_id VARCHAR NOT NULL, occurred_at TIMESTAMP NOT NULL, from_state VARCHAR, to_state VARCHAR NOT NULL, actor VARCHAR NOT NULL, reason VARCHAR);
-- claimed_at: the department says done; confirmed_at: the enterprise agrees; verified_at: somebody other than the department checked;
-- closed_at: struck off after the look-back (销号); recurred_at: it came back.
CREATE TABLE rectification (
    rectification_id VARCHAR NOT NULL, origin_kind VARCHAR NOT NULL, origin_id VARCHAR, department_id VARCHAR NOT NULL, title VARCHAR NOT NULL,
    measures VARCHAR, opened_at TIMESTAMP NOT NULL, due_at TIMESTAMP NOT NULL, claimed_at TIMESTAMP, confirmed_at TIMESTAMP,
    verified_at TIMESTAMP, lookback_due_at TIMESTAMP, closed_at TIMESTAMP, recurred_at TIMESTAMP, rule_established VARCHAR, state VARCHAR NOT NULL);
CREATE TABLE rectification_event (rectification_id VARCHAR NOT NULL, occurred_at TIMESTAMP NOT NULL, from_state VARCHAR, to_state VARCHAR NOT NULL, actor VARCHAR NOT NULL, reason VARCHAR);
CREATE TABLE contact_point (
    contact_point_id VARCHAR NOT NULL, name VARCHAR NOT NULL, building VARCHAR NOT NULL, subdistrict_id VARCHAR NOT NULL,
    longitude DOUBLE NOT NULL, latitude DOUBLE NOT NULL, established_at DATE NOT NULL);
CREATE TABLE contact_point_issue (
    issue_id VARCHAR NOT NULL, contact_point_id VARCHAR NOT NULL, enterprise_id VARCHAR, class_id VARCHAR, title VARCHAR NOT NULL,
    raised_at TIMESTAMP NOT NULL, solved_at TIMESTAMP);
