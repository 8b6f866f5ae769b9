-- Effect: temporary table row_outcome, one row per staged row that no check refused and whose key the district has: changed or unchanged.
-- Both sides have the columns of the table in its order, so that rows and keys are compared whole.
-- Parameters: $table (VARCHAR), $key (VARCHAR[], its columns that a row is known by)
CREATE OR REPLACE TEMP TABLE row_outcome AS
WITH candidate AS (
    SELECT
        line,
        row(*COLUMNS(lambda name: list_contains($key, name))) AS known_by,
        row(*COLUMNS(* EXCLUDE (line, batch_id, is_flagged))) AS content
    FROM resolved_row ANTI JOIN refused_line USING (line)
),
stored AS (
    SELECT row(*COLUMNS(lambda name: list_contains($key, name))) AS known_by, row(*COLUMNS(* EXCLUDE (batch_id))) AS content
    FROM query_table($table)
)
SELECT c.line, CASE WHEN bool_or(s.content IS NOT DISTINCT FROM c.content) THEN 'unchanged' ELSE 'changed' END AS outcome
FROM candidate AS c
JOIN stored AS s ON s.known_by = c.known_by
GROUP BY c.line
