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
            WHEN regexp_full_match(cells[1], '(本|全|各)?[\p{Han}]{0,3}?(合|总|小|共|累)[\s\x{3000}]*计(数|值)?[:：]?|(平均|均值|平均值|平均数|总和|总数|汇总)[:：]?') THEN '合计'
            WHEN len(cells) <= 6 AND regexp_matches(cells[1], '^(注|备注|说明|附注|制表|填表|填报|报送|审核|审批|复核|负责|单位负责|统计|联系|数据来源)[^:：]{0,8}[:：]') THEN '说明'
        END AS kind
    FROM told
)
SELECT line, min(kind) AS kind, left(min(text), 200) AS text
FROM judged
WHERE kind IS NOT NULL
GROUP BY line
