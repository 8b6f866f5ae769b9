-- Effect: temporary table stored_row, one row per row that the batch wrote over, as it was before, with the line of what stands there now.
-- Parameters: $replaced (VARCHAR, a table <name>_replaced), $key (VARCHAR[], its columns that a row is known by), $batch_id (VARCHAR)
CREATE OR REPLACE TEMP TABLE stored_row AS
SELECT n.line, b.* EXCLUDE (known_by, replaced_by)
FROM (
    SELECT row(*COLUMNS(lambda name: list_contains($key, name))) AS known_by, *
    FROM query_table($replaced)
    WHERE replaced_by = $batch_id
) AS b
LEFT JOIN (SELECT line, row(*COLUMNS(lambda name: list_contains($key, name))) AS known_by FROM incoming) AS n ON n.known_by = b.known_by
