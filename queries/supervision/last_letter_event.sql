-- One row: when something last happened to the letter; empty if nothing has.
-- Parameters: $id
SELECT max(occurred_at) AS occurred_at FROM letter_event WHERE letter_id = $id
