-- One row per complaint whose point has no declared reference system: which one was taken, and why.
SELECT
    s.line, 'source_crs' AS "column", CAST(NULL AS VARCHAR) AS value,
    CASE WHEN p.fits = '' THEN '没有填写，按 WGS-84、GCJ-02、BD-09 都不在辖区内，已按 WGS-84 记录。请核对经纬度'
        WHEN contains(p.fits, '、') THEN '没有填写，按 ' || p.fits || ' 都在辖区内，无法判断，已按 WGS-84 记录。请注明坐标系'
        ELSE '没有填写，只有按 ' || p.fits || ' 在辖区内，已按它换算。请核对' END AS message
FROM staged_row AS s
JOIN staged_place AS p ON p.line = s.line
WHERE s.source_crs_text IS NULL AND p.fits IS NOT NULL
