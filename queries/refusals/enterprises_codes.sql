-- One row per enterprise whose credit code has not the form of one, or a wrong check character (GB 32100-2015).
SELECT
    line, 'uscc' AS "column", uscc AS value,
    CASE WHEN NOT regexp_full_match(uscc, '[0-9A-HJ-NPQRTUWXY]{18}') THEN '不是统一社会信用代码：应当是 18 位数字和大写字母，不用 I、O、S、V、Z。请核对'
        ELSE '不是有效的统一社会信用代码，校验位不符。请核对这 18 位代码' END AS message
FROM staged_row
WHERE uscc IS NOT NULL AND CASE WHEN regexp_full_match(uscc, '[0-9A-HJ-NPQRTUWXY]{18}') THEN NOT is_credit_code(uscc) ELSE true END
