-- Effect: temporary view incoming, one row per line that will be written as things stand: new, or changed.
CREATE OR REPLACE TEMP VIEW incoming AS
SELECT r.* EXCLUDE (is_flagged), coalesce(o.outcome, 'new') AS outcome
FROM (SELECT * FROM resolved_row ANTI JOIN refused_line USING (line)) AS r
LEFT JOIN row_outcome AS o ON o.line = r.line
WHERE o.outcome IS NULL OR o.outcome = 'changed'
