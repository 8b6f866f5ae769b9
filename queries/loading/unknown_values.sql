-- One row per column and text in the staged file that nobody has explained: a name that the catalogue does not know, or a refused text in a column of
-- fixed words; how many lines have it, and the nearest entry or word. The kind of a word is its column.
-- A suggestion is only offered; suggestion_id is null when nothing is near. The five hundred most frequent texts get one: a column that was
-- taken for the wrong one may have millions.
-- Parameters: $columns, $words (lists of equal length: every word that each column of fixed words takes)
WITH word AS (
    SELECT unnest(CAST($columns AS VARCHAR[])) AS "column", unnest(CAST($words AS VARCHAR[])) AS word
),
known AS (
    SELECT kind, name, id FROM known_name
    UNION ALL
    SELECT "column", word, word FROM word
),
unknown AS (
    SELECT c."column", c.kind, c.value, count(*) AS "rows"
    FROM staged_cell AS c
    ANTI JOIN known_name AS k ON k.kind = c.kind AND k.name = c.value
    WHERE c.kind NOT IN ('text', 'answer', 'event', 'deadline') AND c.value IS NOT NULL
    GROUP BY c."column", c.kind, c.value
    UNION ALL
    SELECT p."column", p."column", p.value, count(DISTINCT p.line)
    FROM problem AS p
    SEMI JOIN word AS w ON w."column" = p."column"
    ANTI JOIN word AS w ON w."column" = p."column" AND w.word = p.value
    WHERE p.value IS NOT NULL
    GROUP BY p."column", p.value
),
nearest AS (
    SELECT
        u.kind, u.value,
        arg_max(k.id, (jaro_winkler_similarity(k.name, u.value), k.name)) AS id,
        arg_max(k.name, (jaro_winkler_similarity(k.name, u.value), k.name)) AS name,
        max(jaro_winkler_similarity(k.name, u.value)) AS similarity
    FROM (SELECT kind, value FROM unknown GROUP BY kind, value ORDER BY sum("rows") DESC, kind, value LIMIT 500) AS u
    JOIN known AS k ON k.kind = u.kind
    GROUP BY u.kind, u.value
)
SELECT
    u."column", u.kind, u.value, u."rows",
    CASE WHEN n.similarity >= 0.6 THEN n.id END AS suggestion_id,
    CASE WHEN n.similarity >= 0.6 THEN n.name END AS suggestion,
    n.similarity
FROM unknown AS u
LEFT JOIN nearest AS n ON n.kind = u.kind AND n.value = u.value
ORDER BY u."rows" DESC, u."column", u.value
