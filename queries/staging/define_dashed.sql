-- Effect: macro dashed(text): a date or time as people write it, as 2026-1-31 10:20:30.
-- 2026/1/31 · 2026.1.31 · 2026年1月31日 10时20分 · 2026-01-31T10:20:30.000 · ２０２６－０１－３１
CREATE OR REPLACE TEMP MACRO dashed(text) AS
    trim(regexp_replace(regexp_replace(regexp_replace(
        translate(text, '年月/T时点分日秒：０１２３４５６７８９－／．　', '--- :::~~:0123456789--. '),
        '^(\d{4})\.(\d{1,2})\.(\d{1,2})', '\1-\2-\3'),
        '~ *', ' ', 'g'),
        '(:| |\.\d+)+$', ''))
