-- Effect: macro masked_digits(run): one run of half-width digits and the separators inside it, with every number of a person masked.
-- Dates, years, amounts and reference numbers that begin with a date (20261121003) stay. In order: identity numbers (also of 15 digits), cards
-- written in fours, mobile numbers (in one piece; in groups; digit by digit), any other number of eleven digits or more,
-- landlines with their area code (in two pieces; in more), 400 numbers, numbers abroad.
CREATE OR REPLACE MACRO masked_digits(run) AS
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(run,
        '\b(\d{3})\d{11}(\d{4})\b', '\1***********\2', 'g'),
        '\b(\d{3})\d{8}(\d{4})\b', '\1********\2', 'g'),
        '\b\d{12,}(\d{4})\b', '************\1', 'g'),
        '\b([1-9][ .()~-]{0,3}\d[ .()~-]{0,3}\d)(?:[ .()~-]{0,3}\d){3}[ .()~-]{0,3}(?:1[ .()~-]{0,3}[89]|2[ .()~-]{0,3}0)(?:[ .()~-]{0,3}\d){2}[ .()~-]{0,3}(?:0[ .()~-]{0,3}[1-9]|1[ .()~-]{0,3}[0-2])[ .()~-]{0,3}(?:0[ .()~-]{0,3}[1-9]|[12][ .()~-]{0,3}\d|3[ .()~-]{0,3}[01])[ .()~-]{0,3}(\d(?:[ .()~-]{0,3}\d){3})\b', '\1***********\2', 'g'),
        '\b[3-69]\d{3}[ -]{1,2}\d{4}[ -]{1,2}\d{4}[ -]{1,2}\d{3}(\d[ -]{1,2}\d{1,3})\b', '************\1', 'g'),
        '\b[3-69]\d{3}[ -]{1,2}\d{4}[ -]{1,2}\d{4}[ -]{1,2}(\d{4})\b', '************\1', 'g'),
        '\b((?:(?:00)?86[ .()~-]{0,3}|0)?1[3-9]\d)(?:[ .()~-]{0,3}\d){4}[ .()~-]{0,3}(\d(?:[ .()~-]{0,3}\d){3})\b', '\1****\2', 'g'),
        '\b(1[3-9][ .()~-]{1,3}(?:[013-9][ .()~-]{0,3}\d|2[ .()~-]{0,3}[1-9]))(?:[ .()~-]{0,3}\d){3}[ .()~-]{0,3}(\d(?:[ .()~-]{0,3}\d){3})\b', '\1***\2', 'g'),
        '\b(1(?:[ .()~-]{1,3}\d){2})(?:[ .()~-]{1,3}\d){4}((?:[ .()~-]{1,3}\d){4})\b', '\1****\2', 'g'),
        '\b((?:[03-9]\d|1[0-8]|2[1-9])\d)\d{4,7}(\d{4})\b', '\1****\2', 'g'),
        '\b((?:19|20)\d)\d(?:[2-9]\d|1[3-9]|00)\d{1,4}(\d{4})\b', '\1****\2', 'g'),
        '\b(0(?:10|2\d|[3-9]\d\d)|86[ .()~-]{1,3}(?:10|2\d|[3-9]\d\d))[ .()~-]{0,3}\d{3,4}[ .-]{0,3}(\d{4})\b', '\1-****\2', 'g'),
        '\b(0(?:10|2\d|[3-9]\d\d))[ .()~-]{1,3}(?:[3-8]|2[ .-]{0,3}[1-9])(?:[ .-]{0,3}\d){1,3}[ .-]{0,3}(\d(?:[ .-]{0,3}\d){3})\b', '\1-****\2', 'g'),
        '\b([48]00)[ -]{0,2}(?:\d{3}[ -]{0,2}(\d{4})|\d{4}[ -]{1,2}(\d{3}))\b', '\1****\2\3', 'g'),
        '(\+ ?\d{1,3})(?:[ .()~-]{0,3}\d){4,12}[ .()~-]{0,3}(\d{2})\b', '\1****\2', 'g')
