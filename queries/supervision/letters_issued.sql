-- One row: how many letters of a kind got a number in a year, voided ones included.
-- Parameters: $kind, $start (TIMESTAMP, included), $end (TIMESTAMP, excluded)
SELECT count(*) AS issued FROM letter WHERE kind = $kind AND number IS NOT NULL AND issued_at >= $start AND issued_at < $end
