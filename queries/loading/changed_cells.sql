-- One row per changed cell of a changed line, in the order of the file: before and after as text; a hidden column shows neither.
-- Parameters: $columns (those that a file may have, in order), $hidden (columns), $limit, $offset (cells)
WITH chosen AS (
    SELECT DISTINCT line FROM stored_row ORDER BY line LIMIT CAST($limit AS BIGINT) + CAST($offset AS BIGINT)
),
was AS (
    SELECT line, CAST(COLUMNS(* EXCLUDE (line, key, batch_id)) AS VARCHAR) FROM (SELECT * FROM stored_row SEMI JOIN chosen USING (line))
),
will_be AS (
    SELECT line, CAST(COLUMNS(* EXCLUDE (line, batch_id, is_flagged)) AS VARCHAR)
    FROM (SELECT * FROM resolved_row SEMI JOIN chosen USING (line))
),
before AS (FROM was UNPIVOT INCLUDE NULLS (value FOR "column" IN (COLUMNS(* EXCLUDE (line))))),
after AS (FROM will_be UNPIVOT INCLUDE NULLS (value FOR "column" IN (COLUMNS(* EXCLUDE (line)))))
SELECT
    a.line, s.key, a."column",
    CASE WHEN NOT list_contains(CAST($hidden AS VARCHAR[]), a."column") THEN b.value END AS before,
    CASE WHEN NOT list_contains(CAST($hidden AS VARCHAR[]), a."column") THEN a.value END AS after,
    list_contains(CAST($hidden AS VARCHAR[]), a."column") AS is_hidden
FROM after AS a
JOIN before AS b ON b.line = a.line AND b."column" = a."column"
JOIN (SELECT DISTINCT ON (line) line, key FROM stored_row) AS s ON s.line = a.line
WHERE a.value IS DISTINCT FROM b.value AND list_contains(CAST($columns AS VARCHAR[]), a."column")
ORDER BY a.line, list_position(CAST($columns AS VARCHAR[]), a."column")
LIMIT CAST($limit AS BIGINT) OFFSET CAST($offset AS BIGINT)
