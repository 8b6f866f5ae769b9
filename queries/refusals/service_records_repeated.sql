-- One row per service record whose key an earlier line of the file has already; the first line counts.
-- Equal keys have equal hashes: only the lines whose hash comes again are looked at, which spares a window over the whole file.
WITH again AS (
    SELECT hash(source, record_id) AS key_hash FROM resolved_row GROUP BY key_hash HAVING count(*) > 1
),
numbered AS (
    SELECT line, record_id, first_value(line) OVER (PARTITION BY source, record_id ORDER BY line) AS first_line
    FROM (SELECT *, hash(source, record_id) AS key_hash FROM resolved_row WHERE source IS NOT NULL AND record_id IS NOT NULL)
    SEMI JOIN again USING (key_hash)
)
SELECT line, 'record_id' AS "column", record_id AS value, '与第 ' || first_line || ' 行重复。请只保留一行' AS message
FROM numbered
WHERE line > first_line
