-- Effect: temporary table resolved_row, one row per staged service record, in the columns of service_record. What the file leaves open comes from the item:
-- its department and its promised limit. A date without a time never lies before the step that precedes it.
-- What the district knows of the columns that the file does not have stays known; what came from another item does not.
-- By department and time of finish, as the table is clustered; sorting by a number takes half the time of sorting by a name.
-- Parameters: $batch_id, $default_source, $absent (the columns the file does not have)
CREATE OR REPLACE TEMP TABLE resolved_row AS
WITH known AS (
    SELECT
        s.* REPLACE (
            coalesce(s.source, $default_source) AS source,
            coalesce(s.finished_at, kept($absent, 'finished_at', stored.finished_at)) AS finished_at,
            coalesce(s.is_returned, kept($absent, 'is_returned', stored.is_returned), false) AS is_returned,
            coalesce(s.is_online, kept($absent, 'is_online', stored.is_online), false) AS is_online,
            coalesce(s.is_compliant, kept($absent, 'is_compliant', stored.is_compliant), true) AS is_compliant,
            coalesce(s.visits, kept($absent, 'visits', stored.visits)) AS visits,
            coalesce(s.quantity, kept($absent, 'quantity', stored.quantity)) AS quantity,
            coalesce(s.rating, kept($absent, 'rating', stored.rating)) AS rating),
        stored.item_id AS stored_item_id,
        kept($absent, 'department_id', stored.department_id) AS stored_department_id,
        kept($absent, 'limit_days', stored.limit_days) AS stored_limit_days,
        kept($absent, 'subdistrict_id', stored.subdistrict_id) AS stored_subdistrict_id
    FROM staged_row AS s
    LEFT JOIN (
        FROM service_record
        WHERE list_has_any(
            CAST($absent AS VARCHAR[]),
            ['department_id', 'subdistrict_id', 'finished_at', 'limit_days', 'is_returned', 'is_online', 'is_compliant', 'visits', 'quantity', 'rating'])
    ) AS stored ON stored.source = coalesce(s.source, $default_source) AND stored.record_id = s.record_id
)
SELECT
    s.line,
    s.source,
    s.record_id,
    item.item_id,
    coalesce(department.id, CASE WHEN stored_item_id = item.item_id THEN stored_department_id END, item.department_id) AS department_id,
    coalesce(subdistrict.id, stored_subdistrict_id) AS subdistrict_id,
    s.submitted_at,
    greatest(s.accepted_at, s.submitted_at) AS accepted_at,
    CASE WHEN s.finished_at IS NOT NULL THEN greatest(s.finished_at, s.accepted_at, s.submitted_at) END AS finished_at,
    coalesce(s.limit_days, CASE WHEN stored_item_id = item.item_id THEN stored_limit_days END, item.limit_days) AS limit_days,
    s.is_returned,
    s.is_online,
    s.is_compliant,
    CAST(coalesce(s.visits, CASE WHEN s.is_online THEN 0 ELSE 1 END) AS SMALLINT) AS visits,
    s.quantity,
    s.rating,
    $batch_id AS batch_id,
    false AS is_flagged
FROM known AS s
LEFT JOIN known_name AS named ON named.kind = 'item' AND named.name = s.item_id
LEFT JOIN service_item AS item ON item.item_id = named.id
LEFT JOIN known_name AS department ON department.kind = 'department' AND department.name = s.department_id
LEFT JOIN known_name AS subdistrict ON subdistrict.kind = 'subdistrict' AND subdistrict.name = s.subdistrict_id
LEFT JOIN department AS place ON place.department_id = coalesce(department.id, item.department_id)
ORDER BY place.position, finished_at, s.line
