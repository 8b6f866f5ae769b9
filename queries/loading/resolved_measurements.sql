-- Effect: temporary table resolved_row, one row per staged measurement, in the columns of measurement. A blank value is 未报; a whole date or a quarter's last month
-- means the point's own period (month, quarter or year).
-- Parameters: $batch_id, $default_source
CREATE OR REPLACE TEMP TABLE resolved_row AS
SELECT
    s.line,
    point.point_id,
    CAST(date_trunc(CASE point.frequency WHEN '季' THEN 'quarter' WHEN '年' THEN 'year' ELSE 'month' END, s.period) AS DATE) AS period,
    s.value,
    s.sample_size,
    s.standard_error,
    coalesce(s.status, CASE WHEN s.value_text IS NULL THEN '未报' ELSE '已报' END) AS status,
    coalesce(s.source, $default_source) AS source,
    $batch_id AS batch_id,
    false AS is_flagged
FROM staged_row AS s
LEFT JOIN known_name AS named ON named.kind = 'point' AND named.name = s.point_id
LEFT JOIN point ON point.point_id = named.id
ORDER BY s.line
