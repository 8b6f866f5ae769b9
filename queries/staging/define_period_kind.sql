-- Effect: macro period_kind(text): whether a text names a 月, 季 or 年; a whole date counts as its 月; null if it names none.
-- 2026-10 · 2026年10月 · 202610 · 2026Q3 · 2026年第3季度 · 2026年三季度 · 2026年 · 2026 · 2026-10-01
CREATE OR REPLACE TEMP MACRO period_kind(text) AS CASE
    WHEN regexp_full_match(text, '\d{4}(年|年度)?') THEN '年'
    WHEN regexp_full_match(text, '\d{4}[-年]? ?([qQ][1-4]|第?[1-4一二三四]季度?)') THEN '季'
    WHEN regexp_full_match(text, '\d{4}[-/.年]\d{1,2}(月|月份)?|\d{4}[01]\d') THEN '月'
    WHEN moment(text) IS NOT NULL THEN '月'
    END
