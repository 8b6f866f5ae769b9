-- Effect: macro whole(text): the BIGINT that a text means (12, 12.0, １２, 1,200), null if it means none; nothing is rounded.
CREATE OR REPLACE TEMP MACRO whole(text) AS CASE
    WHEN regexp_full_match(text, '[-+]?\d{1,15}(\.0*)?') THEN try_cast(regexp_extract(text, '^[-+]?\d+') AS BIGINT)
    WHEN regexp_full_match(translate(text, '０１２３４５６７８９．－，', '0123456789.-,'), '[-+]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.0*)?')
        THEN try_cast(regexp_extract(replace(translate(text, '０１２３４５６７８９．－，', '0123456789.-,'), ',', ''), '^[-+]?\d+') AS BIGINT)
    END
