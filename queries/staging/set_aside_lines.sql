-- Effect: temporary table set_aside, one row per refused line that was never meant as a record: blank, a total, a note, the header again.
-- Its first filled cell says so. A line that passes every check is a record, whatever it begins with.
-- Parameters: $width (cells of the header), $header (texts)
CREATE OR REPLACE TEMP TABLE set_aside AS
WITH refused AS (
    SELECT DISTINCT line FROM finding_of_file
),
told AS (
    SELECT
        line,
        [trimmed(cell) FOR cell IN fields[:CAST($width AS BIGINT)] IF trimmed(cell) IS NOT NULL] AS cells,
        [coalesce(trimmed(cell), '') FOR cell IN fields[:CAST($width AS BIGINT)]] = CAST($header AS VARCHAR[]) AS is_header
    FROM staged_text
    SEMI JOIN refused USING (line)
    UNION ALL
    SELECT line, [cell FOR cell IN regexp_split_to_array(value, '[,;|\t"\s]+') IF cell <> ''], false
    FROM finding_of_file
    WHERE "column" IS NULL
),
judged AS (
    SELECT
        line, array_to_string(cells[:8], ' ') AS text,
        CASE WHEN len(cells) = 0 THEN '空行'
            WHEN is_header THEN '说明'
            WHEN says_total(cells[1]) THEN '合计'
            WHEN len(cells) <= 6 AND says_note(cells[1]) THEN '说明'
        END AS kind
    FROM told
)
SELECT line, min(kind) AS kind, left(min(text), 200) AS text
FROM judged
WHERE kind IS NOT NULL
GROUP BY line
