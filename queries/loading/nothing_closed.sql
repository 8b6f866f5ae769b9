-- Effect: temporary table closed_line without a row: nothing that a file of this kind says is scored, or no month is published.
CREATE OR REPLACE TEMP TABLE closed_line (line BIGINT, month DATE)
