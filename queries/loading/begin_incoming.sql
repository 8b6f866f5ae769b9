-- Effect: temporary view incoming, one row per line that will be written as things stand: new, or changed.
CREATE OR REPLACE TEMP VIEW incoming AS
SELECT r.* EXCLUDE (is_flagged), o.outcome
FROM resolved_row AS r
JOIN row_outcome AS o USING (line)
WHERE o.outcome IN ('new', 'changed')
