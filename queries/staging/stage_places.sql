-- Effect: temporary table staged_place, one row per line with a point: WGS-84, H3 cell, sub-district (null outside the district), the reference
-- system that was declared or taken, and the systems that put an undeclared or outlying point into the district.
CREATE OR REPLACE TEMP TABLE staged_place AS
SELECT
    CAST(line AS BIGINT) AS line, CAST(longitude AS DOUBLE) AS longitude, CAST(latitude AS DOUBLE) AS latitude,
    CAST(cell AS VARCHAR) AS cell, CAST(subdistrict_id AS VARCHAR) AS subdistrict_id,
    CAST(source_crs AS VARCHAR) AS source_crs, CAST(fits AS VARCHAR) AS fits
FROM incoming_frame
