-- Effect: macro masked_codes(text, hides_enterprise): credit codes, mistyped ones too, masked when the enterprise is; else the digits of right ones
-- set apart as private signs (E030 … E039), so that no part of a code is taken for a telephone number. shown_codes() puts them back.
CREATE OR REPLACE MACRO masked_codes(text, hides_enterprise) AS list_transform([text], lambda whole: CASE
    WHEN regexp_matches(whole, '[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{18}') THEN array_to_string(list_transform(
        regexp_extract_all(whole, '[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+|[^0-9A-Za-z０-９Ａ-Ｚａ-ｚ]+'),
        lambda word: CASE
            WHEN length(word) <> 18 OR NOT looks_like_credit_code(upper(half_width(word))) THEN word
            WHEN hides_enterprise THEN masked_uscc(half_width(word))
            WHEN is_credit_code(upper(half_width(word))) THEN translate(word, '0123456789', private_digits())
            ELSE word END), '')
    ELSE whole END)[1]
