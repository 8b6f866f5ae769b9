-- Effect: macro whole(text): the BIGINT that a text means (12, 12.0), null if it means none; nothing is rounded.
CREATE OR REPLACE TEMP MACRO whole(text) AS CASE
    WHEN regexp_full_match(text, '[-+]?\d{1,15}(\.0*)?') THEN try_cast(regexp_extract(text, '^[-+]?\d+') AS BIGINT)
    END
