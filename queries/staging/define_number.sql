-- Effect: macro number(text): the DOUBLE that a text means (1,234.5 · 98.5% · １２), null if it means none.
CREATE OR REPLACE TEMP MACRO number(text) AS CASE
    WHEN regexp_full_match(
        translate(text, '０１２３４５６７８９．％－，', '0123456789.%-,'), '[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?([eE][-+]?\d{1,3})?%?')
    THEN try_cast(rtrim(replace(translate(text, '０１２３４５６７８９．％－，', '0123456789.%-,'), ',', ''), '%') AS DOUBLE)
    END
