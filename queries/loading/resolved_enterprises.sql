-- Effect: temporary table resolved_row, one row per staged enterprise, in the columns of enterprise. One without a number of its own keeps the number
-- that the district has for its credit code; a new one is known by the code.
-- Parameters: $batch_id, $absent (the columns the file does not have)
CREATE OR REPLACE TEMP TABLE resolved_row AS
WITH coded AS (
    SELECT uscc, min(enterprise_id) AS enterprise_id FROM enterprise GROUP BY uscc
),
numbered AS (
    SELECT s.*, coalesce(s.enterprise_id, coded.enterprise_id, s.uscc) AS number
    FROM staged_row AS s
    LEFT JOIN coded ON coded.uscc = s.uscc
)
SELECT
    n.line, n.number AS enterprise_id, n.uscc, n.name, n.scale,
    coalesce(subdistrict.id, kept($absent, 'subdistrict_id', stored.subdistrict_id)) AS subdistrict_id,
    $batch_id AS batch_id, false AS is_flagged
FROM numbered AS n
LEFT JOIN enterprise AS stored ON stored.enterprise_id = n.number
LEFT JOIN known_name AS subdistrict ON subdistrict.kind = 'subdistrict' AND subdistrict.name = n.subdistrict_id
ORDER BY n.line
