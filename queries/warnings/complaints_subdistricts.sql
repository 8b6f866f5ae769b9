-- One row per complaint whose point lies in another sub-district than the one it states; what it states counts.
SELECT
    s.line, 'subdistrict_id' AS "column", s.subdistrict_id AS value, '但经纬度在「' || home.name || '」。已按填写的街道记录，请核对' AS message
FROM staged_row AS s
JOIN staged_place AS p ON p.line = s.line
JOIN known_name AS stated ON stated.kind = 'subdistrict' AND stated.name = s.subdistrict_id
JOIN subdistrict AS home ON home.subdistrict_id = p.subdistrict_id
WHERE stated.id <> p.subdistrict_id
