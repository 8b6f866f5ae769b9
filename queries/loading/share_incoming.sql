-- Effect: table memory.main.incoming, one row per new or changed row: what the writer's transaction reads.
-- Temporary tables belong to one cursor; this one, in memory, all cursors of the process can see.
CREATE OR REPLACE TABLE memory.main.incoming AS
SELECT r.* EXCLUDE (is_flagged), o.outcome
FROM resolved_row AS r
JOIN row_outcome AS o USING (line)
WHERE o.outcome <> 'unchanged'
