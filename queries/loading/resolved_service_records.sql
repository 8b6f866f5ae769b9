-- Effect: temporary view resolved_row, one row per staged service record, in the columns of service_record. What the file leaves open comes from the item:
-- its department and its promised limit. A date without a time never lies before the step that precedes it.
-- What the district knows of the columns that the file does not have stays known; what came from another item does not.
-- A view, because writing out millions of rows once more takes longer than looking up what each says; the lists have a place per known name.
SET VARIABLE item_ids = (
    SELECT list(k.id ORDER BY CAST(k.name AS known_item)) FROM known_name AS k WHERE k.kind = 'item' AND try_cast(k.name AS known_item) IS NOT NULL);
SET VARIABLE item_departments = (
    SELECT list(i.department_id ORDER BY CAST(k.name AS known_item))
    FROM known_name AS k
    LEFT JOIN service_item AS i ON i.item_id = k.id
    WHERE k.kind = 'item' AND try_cast(k.name AS known_item) IS NOT NULL);
SET VARIABLE item_limits = (
    SELECT list(i.limit_days ORDER BY CAST(k.name AS known_item))
    FROM known_name AS k
    LEFT JOIN service_item AS i ON i.item_id = k.id
    WHERE k.kind = 'item' AND try_cast(k.name AS known_item) IS NOT NULL);
SET VARIABLE department_ids = (
    SELECT list(k.id ORDER BY CAST(k.name AS known_department))
    FROM known_name AS k
    WHERE k.kind = 'department' AND try_cast(k.name AS known_department) IS NOT NULL);
SET VARIABLE subdistrict_ids = (
    SELECT list(k.id ORDER BY CAST(k.name AS known_subdistrict))
    FROM known_name AS k
    WHERE k.kind = 'subdistrict' AND try_cast(k.name AS known_subdistrict) IS NOT NULL);
CREATE OR REPLACE TEMP VIEW resolved_row AS
WITH known AS (
    SELECT
        s.line, s.source, s.record_id, s.submitted_at, s.accepted_at,
        coalesce(s.finished_at, k.finished_at) AS finished_at,
        s.limit_days,
        coalesce(s.is_returned, k.is_returned, false) AS is_returned,
        coalesce(s.is_online, k.is_online, false) AS is_online,
        coalesce(s.is_compliant, k.is_compliant, true) AS is_compliant,
        coalesce(s.visits, k.visits) AS visits,
        coalesce(s.quantity, k.quantity) AS quantity,
        coalesce(s.rating, k.rating) AS rating,
        CAST(getvariable('item_ids') AS VARCHAR[])[enum_code(s.item) + 1] AS item_id,
        CAST(getvariable('department_ids') AS VARCHAR[])[enum_code(s.department) + 1] AS department_id,
        CAST(getvariable('subdistrict_ids') AS VARCHAR[])[enum_code(s.subdistrict) + 1] AS subdistrict_id,
        CAST(getvariable('item_departments') AS VARCHAR[])[enum_code(s.item) + 1] AS item_department_id,
        CAST(getvariable('item_limits') AS DOUBLE[])[enum_code(s.item) + 1] AS item_limit_days,
        k.item_id AS kept_item_id, k.department_id AS kept_department_id, k.subdistrict_id AS kept_subdistrict_id, k.limit_days AS kept_limit_days
    FROM staged_row AS s
    LEFT JOIN kept_row AS k ON k.line = s.line
)
SELECT
    line,
    source,
    record_id,
    item_id,
    coalesce(department_id, CASE WHEN kept_item_id = item_id THEN kept_department_id END, item_department_id) AS department_id,
    coalesce(subdistrict_id, kept_subdistrict_id) AS subdistrict_id,
    submitted_at,
    greatest(accepted_at, submitted_at) AS accepted_at,
    CASE WHEN finished_at IS NOT NULL THEN greatest(finished_at, accepted_at, submitted_at) END AS finished_at,
    coalesce(limit_days, CASE WHEN kept_item_id = item_id THEN kept_limit_days END, item_limit_days) AS limit_days,
    is_returned,
    is_online,
    is_compliant,
    CAST(coalesce(visits, CASE WHEN is_online THEN 0 ELSE 1 END) AS SMALLINT) AS visits,
    quantity,
    rating,
    CAST(getvariable('batch_id') AS VARCHAR) AS batch_id,
    false AS is_flagged
FROM known
