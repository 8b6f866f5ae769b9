-- One row per complaint whose coordinates cannot be a point on the earth, are half missing, or whose reference system is unknown.
SELECT line, 'longitude' AS "column", longitude_text AS value, '不是有效的经度。请填 104.065786 这样的度数，或把经纬度都留空' AS message
FROM staged_row WHERE longitude_text IS NOT NULL AND coalesce(abs(number(longitude_text)) > 180 OR isnan(number(longitude_text)), true)
UNION ALL
SELECT
    line, 'latitude', latitude_text,
    CASE WHEN abs(latitude) BETWEEN 90 AND 180 AND abs(longitude) <= 90 THEN '不是有效的纬度，可能与经度写反了。请对调后重新上传'
        ELSE '不是有效的纬度。请填 30.561413 这样的度数，或把经纬度都留空' END
FROM staged_row WHERE latitude_text IS NOT NULL AND coalesce(abs(number(latitude_text)) > 90 OR isnan(number(latitude_text)), true)
UNION ALL
SELECT line, 'latitude', NULL, '是空的，但填了经度。请补全，或把经纬度都留空'
FROM staged_row WHERE longitude_text IS NOT NULL AND latitude_text IS NULL
UNION ALL
SELECT line, 'longitude', NULL, '是空的，但填了纬度。请补全，或把经纬度都留空'
FROM staged_row WHERE latitude_text IS NOT NULL AND longitude_text IS NULL
UNION ALL
SELECT line, 'source_crs', source_crs_text, '不是认识的坐标系。请改成 WGS-84、CGCS2000、GCJ-02 或 BD-09'
FROM staged_row WHERE source_crs IS NULL AND source_crs_text IS NOT NULL
