-- Effect: temporary table warning, one row per warning about a line that loads all the same: the whole sentence for the person who sent the file.
-- Parameters: $columns, $labels (lists of equal length)
CREATE OR REPLACE TEMP TABLE warning AS
WITH label AS (
    SELECT unnest(CAST($columns AS VARCHAR[])) AS "column", unnest(CAST($labels AS VARCHAR[])) AS label
)
SELECT DISTINCT
    w.line, w."column", w.value,
    '第 ' || w.line || ' 行' || coalesce('「' || l.label || '」', '')
        || CASE WHEN w.value IS NULL OR l.label IS NULL THEN '' ELSE '是「' || left(w.value, 60) || '」，' END || w.message || '；这一行照常入库。' AS message
FROM warning_of_file AS w
ANTI JOIN refused_line USING (line)
LEFT JOIN label AS l ON l."column" = w."column"
