-- Effect: staged_row has none of these lines any more.
-- Parameters: $lines
DELETE FROM staged_row WHERE line IN (SELECT unnest(CAST($lines AS BIGINT[])))
