-- One row: when something last happened to the complaint; empty if nothing has.
-- Parameters: $id
SELECT max(occurred_at) AS occurred_at FROM complaint_event WHERE complaint_id = $id
