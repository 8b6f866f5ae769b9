-- Effect: macro looks_like_credit_code(code): whether 18 half-width signs have the form of a credit code, right or mistyped.
-- A person's number may have it too: one whose digits 7 to 14 are a birth date is a person's, and so is one around eleven digits that can be called.
CREATE OR REPLACE MACRO looks_like_credit_code(code) AS
    regexp_full_match(code, '(1[1239]|[2-7][19]|4[19]|5[1-59]|6[129]|7[129]|8[19]|9[123]|A[19]|N[1239]|Y1)\d{6}[0-9A-HJ-NPQRTUWXY]{10}')
    AND NOT regexp_full_match(code, '\d{6}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[0-9X]')
    AND NOT regexp_matches(code, '(^|[^0-9])(86|0)?1[3-9]\d{9}([^0-9]|$)')
