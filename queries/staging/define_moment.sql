-- Effect: macro moment(text): the TIMESTAMP that a text means, null if it means none. A time with an offset means none.
-- 2026-1-31 and 2026/1/31 with or without a time, what dashed() understands, 20260131, 20260131102030, the day numbers of Excel (46053.5).
CREATE OR REPLACE TEMP MACRO moment(text) AS CASE
    WHEN regexp_full_match(translate(text, '/T', '- '), '\d{4}-\d{1,2}-\d{1,2}( \d{1,2}:\d{1,2}(:\d{1,2})?)?')
        THEN try_cast(translate(text, '/T', '- ') AS TIMESTAMP)
    WHEN regexp_full_match(text, '\d{8}') THEN try_strptime(text, '%Y%m%d')
    WHEN regexp_full_match(text, '\d{14}') THEN try_strptime(text, '%Y%m%d%H%M%S')
    WHEN regexp_full_match(text, '[2-7]\d{4}(\.\d+)?')
        THEN TIMESTAMP '1899-12-30' + to_seconds(CAST(round(86400 * CAST(text AS DOUBLE)) AS BIGINT))
    WHEN regexp_full_match(dashed(text), '\d{4}-\d{1,2}-\d{1,2}( +\d{1,2}:\d{1,2}(:\d{1,2})?)?')
        THEN try_cast(regexp_replace(dashed(text), ' +', ' ') AS TIMESTAMP)
    END
