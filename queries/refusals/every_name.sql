-- One row per name that the catalogue does not know, with the nearest one it knows for the five hundred most frequent.
WITH unknown AS (
    SELECT n.line, n."column", n.kind, n.value
    FROM staged_cell AS n
    ANTI JOIN known_name AS k ON k.kind = n.kind AND k.name = n.value
    WHERE n.kind NOT IN ('text', 'answer', 'event', 'deadline') AND n.value IS NOT NULL
),
nearest AS (
    SELECT
        u.kind, u.value,
        arg_max(k.name, (jaro_winkler_similarity(k.name, u.value), k.name)) AS name,
        max(jaro_winkler_similarity(k.name, u.value)) AS similarity
    FROM (SELECT kind, value FROM unknown GROUP BY kind, value ORDER BY count(*) DESC, kind, value LIMIT 500) AS u
    JOIN known_name AS k ON k.kind = u.kind
    GROUP BY u.kind, u.value
)
SELECT
    u.line, u."column", u.value,
    '目录中没有。' || CASE WHEN n.similarity >= 0.6 THEN '您是不是想写「' || n.name || '」？' ELSE '' END || '请改成目录中的编号或全称' AS message
FROM unknown AS u
LEFT JOIN nearest AS n ON n.kind = u.kind AND n.value = u.value
