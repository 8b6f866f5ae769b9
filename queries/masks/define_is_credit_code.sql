-- Effect: macro is_credit_code(code): whether the check character of 18 half-width signs is that of a unified social credit code (GB 32100-2015).
CREATE OR REPLACE MACRO is_credit_code(code) AS
    instr('0123456789ABCDEFGHJKLMNPQRTUWXY', right(code, 1)) - 1 = (31 - list_dot_product(
        list_transform(string_split(left(code, 17), ''), lambda sign: CAST(instr('0123456789ABCDEFGHJKLMNPQRTUWXY', sign) - 1 AS DOUBLE)),
        [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]::DOUBLE[]) % 31) % 31
