-- One row per period of a measurement that names none, or is longer than the point's own.
SELECT
    s.line, 'period' AS "column", s.period_text AS value,
    '不是有效的期间。请写成 2026-10、2026Q3、2026年第3季度 或 2026年' AS message
FROM staged_row AS s
WHERE s.period_text IS NOT NULL AND s.period IS NULL
UNION ALL
SELECT
    s.line, 'period', s.period_text,
    '比这个监督靶点的报送周期（' || p.frequency || '）长。请写成 ' || CASE p.frequency WHEN '月' THEN '2026-10' ELSE '2026Q3' END || ' 这样的期间'
FROM staged_row AS s
JOIN resolved_row AS r USING (line)
JOIN point AS p ON p.point_id = r.point_id
WHERE (s.period_kind = '年' AND p.frequency <> '年') OR (s.period_kind = '季' AND p.frequency = '月')
