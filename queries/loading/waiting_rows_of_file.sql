-- Effect: temporary table waiting_row, one row per line whose month is published, in the columns of <table>_waiting.
-- digest tells the row's own cells, was those of the row that it would write over (null: it is new): what was decided once is not asked
-- again, and nothing is written over that changed while it waited.
-- Parameters: $table (name of <table>_waiting)
CREATE OR REPLACE TEMP TABLE waiting_row AS
WITH typed AS (
    SELECT * EXCLUDE (digest, was) FROM query_table($table) LIMIT 0
),
closed AS (
    SELECT * FROM typed
    UNION ALL BY NAME
    SELECT r.* EXCLUDE (is_flagged) FROM resolved_row AS r SEMI JOIN closed_line USING (line)
),
concerned AS (SELECT * FROM stored_row SEMI JOIN closed_line USING (line))
SELECT c.*, md5(CAST(row(*COLUMNS(c.* EXCLUDE (line, batch_id))) AS VARCHAR)) AS digest, b.was
FROM closed AS c
LEFT JOIN (
    SELECT line, md5(string_agg(CAST(s AS VARCHAR), ';' ORDER BY CAST(s AS VARCHAR))) AS was FROM concerned AS s GROUP BY line
) AS b ON b.line = c.line
