-- One row: when something last happened to the rectification; empty if nothing has.
-- Parameters: $id
SELECT max(occurred_at) AS occurred_at FROM rectification_event WHERE rectification_id = $id
