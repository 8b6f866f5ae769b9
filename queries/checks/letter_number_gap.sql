-- One row per letter kind and year whose serial numbers are not 1, 2, 3 … without gap or repetition; or number not of the official form.
-- The form is 机关代字〔year〕serial号; a voided letter keeps its number.
-- Title: 文号按文种、年度连续编号
WITH numbered AS (
    SELECT
        kind, number,
        regexp_extract(number, '^(.+〔\d{4}〕)[1-9]\d*号$', 1) AS series,
        TRY_CAST(regexp_extract(number, '^.+〔\d{4}〕([1-9]\d*)号$', 1) AS INTEGER) AS serial
    FROM letter
    WHERE number IS NOT NULL
)
SELECT kind, series, count(*) AS letters, count(DISTINCT serial) AS serials, max(serial) AS last_serial
FROM numbered
GROUP BY kind, series
HAVING bool_or(serial IS NULL) OR count(*) <> count(DISTINCT serial) OR max(serial) <> count(*)
