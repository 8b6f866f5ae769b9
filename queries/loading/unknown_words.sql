-- One row per column of fixed words and refused text in it that is none of them: how many lines have it, and the nearest word, as unknown_values has
-- them; its kind is the column itself. The five hundred most frequent: a column that was taken for the wrong one may have millions.
-- Parameters: $columns, $words (lists of equal length: every word that each column takes)
WITH word AS (
    SELECT unnest(CAST($columns AS VARCHAR[])) AS "column", unnest(CAST($words AS VARCHAR[])) AS word
),
refused AS (
    SELECT p."column", p.value, count(DISTINCT p.line) AS "rows"
    FROM problem AS p
    SEMI JOIN word AS w ON w."column" = p."column"
    ANTI JOIN word AS w ON w."column" = p."column" AND w.word = p.value
    WHERE p.value IS NOT NULL
    GROUP BY p."column", p.value
    ORDER BY "rows" DESC, p."column", p.value
    LIMIT 500
),
nearest AS (
    SELECT r."column", r.value,
        arg_max(w.word, (jaro_winkler_similarity(w.word, r.value), w.word)) AS word,
        max(jaro_winkler_similarity(w.word, r.value)) AS similarity
    FROM refused AS r
    JOIN word AS w ON w."column" = r."column"
    GROUP BY r."column", r.value
)
SELECT
    r."column", r."column" AS kind, r.value, r."rows",
    CASE WHEN n.similarity >= 0.6 THEN n.word END AS suggestion_id,
    CASE WHEN n.similarity >= 0.6 THEN n.word END AS suggestion,
    n.similarity
FROM refused AS r
JOIN nearest AS n ON n."column" = r."column" AND n.value = r.value
ORDER BY r."rows" DESC, r."column", r.value
