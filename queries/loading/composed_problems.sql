-- Effect: temporary table problem, one row per problem of a line: the whole sentence for the person who sent the file.
-- A line that is no record shows without the numbers of persons inside it: its cells are not known, so all of it might be anything.
-- Parameters: $columns, $labels (lists of equal length)
CREATE OR REPLACE TEMP TABLE problem AS
WITH label AS (
    SELECT unnest(CAST($columns AS VARCHAR[])) AS "column", unnest(CAST($labels AS VARCHAR[])) AS label
)
SELECT DISTINCT
    f.line, f."column", CASE WHEN f."column" IS NULL THEN masked_text(f.value, true) ELSE f.value END AS value,
    '第 ' || f.line || ' 行' || coalesce('「' || l.label || '」', '')
        || CASE WHEN f.value IS NULL THEN '' WHEN l.label IS NULL THEN '' ELSE '是「' || left(f.value, 60) || '」，' END || f.message || '；这一行没有写入。' AS message
FROM finding_of_file AS f
LEFT JOIN label AS l ON l."column" = f."column"
