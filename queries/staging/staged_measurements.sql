-- Effect: temporary table staged_row, one row per line of a measurements file: text trimmed and cast. 未报, — and / stand for a value that was not reported.
-- Parameters: $point_id, $period, $value, $sample_size, $standard_error, $status, $source (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
WITH named AS (
    SELECT
        line,
        entry('point_id', fields[$point_id]) AS point_id,
        half_width(entry('period', fields[$period])) AS period_text,
        nullif(nullif(nullif(nullif(entry('value', fields[$value]), '未报'), '—'), '-'), '/') AS value_text,
        entry('sample_size', fields[$sample_size]) AS sample_size_text,
        entry('standard_error', fields[$standard_error]) AS standard_error_text,
        entry('status', fields[$status]) AS status,
        entry('source', fields[$source]) AS source
    FROM staged_text
)
SELECT
    *,
    period_kind(period_text) AS period_kind,
    period_start(period_text) AS period,
    number(value_text) AS value,
    whole(sample_size_text) AS sample_size,
    number(standard_error_text) AS standard_error
FROM named
