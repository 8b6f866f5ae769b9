-- One row per complaint whose point lies outside the district in the reference system that is declared, with the systems in which it would not.
SELECT
    s.line, 'longitude' AS "column", s.longitude_text AS value,
    '这个点在辖区以外' || CASE WHEN p.fits = '' THEN '' ELSE '，但按 ' || p.fits || ' 就在辖区内' END || '。请核对经纬度和坐标系' AS message
FROM staged_row AS s
JOIN staged_place AS p ON p.line = s.line
WHERE s.source_crs_text IS NOT NULL AND p.subdistrict_id IS NULL
