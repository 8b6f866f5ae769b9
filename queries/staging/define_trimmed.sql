-- Effect: macro trimmed(text): without white space around it, the full-width and no-break spaces and a byte order mark too; blank is null.
-- Most cells have none: asking first takes half the time.
CREATE OR REPLACE TEMP MACRO trimmed(text) AS CASE
    WHEN regexp_matches(text, '^$|^[\s\x{a0}\x{3000}\x{feff}]|[\s\x{a0}\x{3000}\x{feff}]$')
        THEN nullif(trim(text, ' ' || chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || chr(160) || chr(12288) || chr(65279)), '')
    ELSE text
    END
