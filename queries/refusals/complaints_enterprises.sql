-- One row per complaint whose enterprise is given by an 18-character code with a wrong check character (GB 32100-2015).
WITH coded AS (
    SELECT
        line, enterprise_id,
        list_transform(string_split(upper(enterprise_id), ''), c -> instr('0123456789ABCDEFGHJKLMNPQRTUWXY', c) - 1) AS digits
    FROM staged_row
    WHERE regexp_full_match(enterprise_id, '[0-9A-Za-z]{18}')
)
SELECT
    line, 'enterprise_id' AS "column", enterprise_id AS value, '不是有效的统一社会信用代码，校验位不符。请核对这 18 位代码' AS message
FROM coded
WHERE list_contains(digits, -1)
    OR digits[18] <> (31 - list_dot_product(CAST(digits[1:17] AS DOUBLE[]), [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]::DOUBLE[]) % 31) % 31
