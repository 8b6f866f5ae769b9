-- One row per measurement of a point whose value the product computes from records itself.
SELECT DISTINCT
    r.line, 'point_id' AS "column", s.point_id AS value,
    '它的数值由' || CASE d.source WHEN 'complaints' THEN '企业诉求' ELSE '归集数据' END || '自动计算，不能填报。请删去这一行，改为导入对应的记录' AS message
FROM resolved_row AS r
JOIN staged_row AS s USING (line)
JOIN derivation AS d ON d.point_id = r.point_id
