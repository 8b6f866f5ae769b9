-- Effect: macros quick_moment, quick_number, quick_whole, quick_answer(text): what a text means if it is written in the plainest way, else null;
-- is_clean(text): there is no white space around it, as trimmed() would find it; is_unmapped(name, text): the mapping gives it no other meaning;
-- opens_record(text): as the first cell of a line that is not null, it is not blank, and not that of a total or a note.
-- They take a fraction of the time of moment, number, whole, yes_no, entry, says_total and says_note, which come after them for every other text
-- and say the same of these.
CREATE OR REPLACE TEMP MACRO quick_moment(text) AS CASE
    WHEN regexp_full_match(text, '[12]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d') THEN try_cast(text AS TIMESTAMP) END;
CREATE OR REPLACE TEMP MACRO quick_number(text) AS CASE
    WHEN text BETWEEN '0' AND '9' AND length(text) = 1 THEN CAST(text AS DOUBLE)
    WHEN regexp_full_match(text, '\d{1,9}(\.\d{1,3})?') THEN CAST(text AS DOUBLE) END;
CREATE OR REPLACE TEMP MACRO quick_whole(text) AS CASE WHEN text BETWEEN '0' AND '9' AND length(text) = 1 THEN CAST(text AS BIGINT) END;
CREATE OR REPLACE TEMP MACRO quick_answer(text) AS CASE text
    WHEN '是' THEN true WHEN '否' THEN false WHEN 'true' THEN true WHEN 'false' THEN false WHEN '1' THEN true WHEN '0' THEN false END;
CREATE OR REPLACE TEMP MACRO is_clean(text) AS
    text >= '!' AND NOT prefix(text, chr(160)) AND NOT prefix(text, chr(12288)) AND NOT prefix(text, chr(65279))
    AND NOT suffix(text, ' ') AND NOT suffix(text, chr(9)) AND NOT suffix(text, chr(10)) AND NOT suffix(text, chr(12)) AND NOT suffix(text, chr(13))
    AND NOT suffix(text, chr(160)) AND NOT suffix(text, chr(12288)) AND NOT suffix(text, chr(65279));
CREATE OR REPLACE TEMP MACRO is_unmapped(name, text) AS CASE
    WHEN getvariable('meaning_of') IS NULL THEN true
    ELSE getvariable('meaning_of')[name || ':' || text] IS NULL END;
CREATE OR REPLACE TEMP MACRO opens_record(text) AS CASE
    WHEN text < '!' THEN false
    WHEN text < chr(127) THEN true
    WHEN prefix(text, chr(160)) OR prefix(text, chr(12288)) OR prefix(text, chr(65279)) THEN false
    WHEN contains(text, '计') OR contains(text, '均') OR contains(text, '总') OR contains(text, '：') OR contains(text, ':')
        THEN NOT says_total(trimmed(text)) AND NOT says_note(text)
    ELSE true END
