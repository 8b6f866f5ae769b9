-- One row per spec version that begins on or before the day its predecessor begins: two specs would hold at once.
-- Title: 同一监督靶点的计分口径不重叠
SELECT point_id, version, valid_from, previous_from
FROM (
    SELECT
        point_id, version, valid_from,
        lag(version) OVER w AS previous_version,
        lag(valid_from) OVER w AS previous_from
    FROM point_spec
    WINDOW w AS (PARTITION BY point_id ORDER BY version)
)
WHERE previous_version IS NOT NULL AND (previous_version = version OR valid_from IS NULL OR valid_from <= previous_from)
