-- Effect: macros quick_moment, quick_number, quick_whole, quick_answer(text): what a text means if it is written in the plainest way, else null.
-- They take a fraction of the time of moment, number, whole and yes_no, which come after them for every other text and say the same of these.
CREATE OR REPLACE TEMP MACRO quick_moment(text) AS CASE
    WHEN regexp_full_match(text, '[12]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d') THEN try_cast(text AS TIMESTAMP) END;
CREATE OR REPLACE TEMP MACRO quick_number(text) AS CASE
    WHEN text BETWEEN '0' AND '9' AND length(text) = 1 THEN CAST(text AS DOUBLE)
    WHEN regexp_full_match(text, '\d{1,9}(\.\d{1,3})?') THEN CAST(text AS DOUBLE) END;
CREATE OR REPLACE TEMP MACRO quick_whole(text) AS CASE WHEN text BETWEEN '0' AND '9' AND length(text) = 1 THEN CAST(text AS BIGINT) END;
CREATE OR REPLACE TEMP MACRO quick_answer(text) AS CASE text
    WHEN '是' THEN true WHEN '否' THEN false WHEN 'true' THEN true WHEN 'false' THEN false WHEN '1' THEN true WHEN '0' THEN false END
