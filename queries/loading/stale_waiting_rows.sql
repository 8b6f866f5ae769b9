-- One row: how many waiting rows of a batch would write over a row that has changed since, and the first of their lines.
-- Parameters: $table (name of <table>_waiting), $batch_id
SELECT count(*) AS lines, min(w.line) AS first_line
FROM query_table($table) AS w
LEFT JOIN row_outcome AS o ON o.line = w.line
LEFT JOIN (
    SELECT line, md5(string_agg(CAST(s AS VARCHAR), ';' ORDER BY CAST(s AS VARCHAR))) AS was FROM stored_row AS s GROUP BY line
) AS s ON s.line = w.line
WHERE w.batch_id = $batch_id AND o.outcome IS DISTINCT FROM 'unchanged' AND w.was IS DISTINCT FROM s.was
