-- Effect: temporary table staged_place, one row per line with a point: WGS-84, H3 cell, sub-district, whether outside the district.
CREATE OR REPLACE TEMP TABLE staged_place AS
SELECT
    CAST(line AS BIGINT) AS line, CAST(longitude AS DOUBLE) AS longitude, CAST(latitude AS DOUBLE) AS latitude,
    CAST(cell AS VARCHAR) AS cell, CAST(subdistrict_id AS VARCHAR) AS subdistrict_id
FROM incoming_frame
