-- Effect: macro period_start(text): the first day of the month, quarter or year that a text names, null if it names none.
CREATE OR REPLACE TEMP MACRO period_start(text) AS CASE period_kind(text)
    WHEN '年' THEN try_cast(left(text, 4) || '-01-01' AS DATE)
    WHEN '季' THEN try_cast(
        left(text, 4) || '-' || CAST(3 * CAST(translate(regexp_extract(substr(text, 5), '[1-4一二三四]'), '一二三四', '1234') AS INTEGER) - 2 AS VARCHAR) || '-01' AS DATE)
    WHEN '月' THEN coalesce(
        try_cast(regexp_extract(text, '^(\d{4})[-/.年]?(\d{1,2})(月|月份)?$', 1) || '-' || regexp_extract(text, '^(\d{4})[-/.年]?(\d{1,2})(月|月份)?$', 2) || '-01' AS DATE),
        CAST(date_trunc('month', moment(text)) AS DATE))
    END
