-- Effect: macro masked_phone(phone): 138****5678, a landline 028-****4321; whatever else stands there keeps its last two signs at most.
CREATE OR REPLACE MACRO masked_phone(phone) AS list_transform([masked_numbers(trim(phone))], lambda masked: CASE
    WHEN trim(phone) = '' THEN NULL
    WHEN contains(masked, '*') AND NOT regexp_matches(masked, '\d{5}') THEN masked
    ELSE '****' || right(trim(phone), least(2, length(trim(phone)) // 3)) END)[1]
