-- One row per staged line with a possible point, in its own reference system; null: none is declared.
SELECT line, longitude, latitude, source_crs
FROM staged_row
WHERE abs(longitude) <= 180 AND abs(latitude) <= 90 AND (source_crs IS NOT NULL OR source_crs_text IS NULL)
ORDER BY line
