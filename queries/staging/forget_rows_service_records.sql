-- Effect: staged_row has none of these lines any more; no quick line is ever forgotten.
-- Parameters: $lines
DELETE FROM other_row WHERE line IN (SELECT unnest(CAST($lines AS BIGINT[])))
