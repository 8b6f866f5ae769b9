-- One row per percentage outside 0 to 100, or written as a fraction of one: 0.985 for 98.5 %, as workbooks keep it,
-- of a point that has never been so small.
SELECT
    s.line, 'value' AS "column", s.value_text AS value,
    CASE WHEN r.value BETWEEN 0 AND 100 THEN '小于 1，这个监督靶点的单位是 %。如果是比例，请改填百分数（0.985 填 98.5）'
        ELSE '这个监督靶点的单位是 %，通常在 0 到 100 之间。请核对' END AS message
FROM resolved_row AS r
JOIN staged_row AS s USING (line)
JOIN point AS p ON p.point_id = r.point_id
LEFT JOIN (SELECT DISTINCT point_id FROM measurement WHERE value > 0 AND value < 1) AS small ON small.point_id = r.point_id
WHERE p.unit = '%' AND (r.value < 0 OR r.value > 100
    OR (r.value > 0 AND r.value < 1 AND small.point_id IS NULL AND NOT regexp_matches(s.value_text, '[%％]')))
