-- Effect: macro masked_id_number(number): 510***********002X, three before and four behind, so that the birth date is hidden; of a shorter one two behind.
CREATE OR REPLACE MACRO masked_id_number(number) AS list_transform([half_width(trim(number))], lambda id: CASE
    WHEN length(id) >= 15 THEN left(id, 3) || repeat('*', length(id) - 7) || right(id, 4)
    WHEN id <> '' THEN '******' || right(id, least(2, length(id) // 3)) END)[1]
