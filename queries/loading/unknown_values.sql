-- One row per column and name in the staged file that the catalogue does not know: how many lines have it, and the nearest entry it knows.
-- A suggestion is only offered; suggestion_id is null when nothing is near. The five hundred most frequent names get one: a column that was
-- taken for the wrong one may have millions.
WITH unknown AS (
    SELECT c."column", c.kind, c.value, count(*) AS "rows"
    FROM staged_cell AS c
    ANTI JOIN known_name AS k ON k.kind = c.kind AND k.name = c.value
    WHERE c.kind NOT IN ('text', 'answer', 'event', 'deadline') AND c.value IS NOT NULL
    GROUP BY c."column", c.kind, c.value
),
nearest AS (
    SELECT
        u.kind, u.value,
        arg_max(k.id, (jaro_winkler_similarity(k.name, u.value), k.name)) AS id,
        arg_max(k.name, (jaro_winkler_similarity(k.name, u.value), k.name)) AS name,
        max(jaro_winkler_similarity(k.name, u.value)) AS similarity
    FROM (SELECT kind, value FROM unknown GROUP BY kind, value ORDER BY sum("rows") DESC, kind, value LIMIT 500) AS u
    JOIN known_name AS k ON k.kind = u.kind
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
