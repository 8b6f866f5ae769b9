-- Disagreements of departments with a number of a month's draft ranking (异议).

-- One row per objection. part says what component_id is: indicators a point, tasks a task, response a single complaint.
-- claim: 更正 (the value, or the task's progress in per cent, should be claimed_value) or 剔除 (it should not count at all); of a complaint only the
-- latter. state: 待裁定, 采纳, 不予采纳.
CREATE TABLE objection (
    objection_id VARCHAR NOT NULL, month DATE NOT NULL, department_id VARCHAR NOT NULL, part VARCHAR NOT NULL, component_id VARCHAR NOT NULL,
    claim VARCHAR NOT NULL, claimed_value DOUBLE, basis VARCHAR NOT NULL, filed_at TIMESTAMP NOT NULL, filed_by VARCHAR NOT NULL,
    state VARCHAR NOT NULL, decided_at TIMESTAMP, decided_by VARCHAR, reason VARCHAR);
