-- Effect: temporary table resolved_row, one row per staged service record, in the columns of service_record. What the file leaves open comes from the item:
-- its department and its promised limit. A date without a time never lies before the step that precedes it.
-- Parameters: $batch_id, $default_source
CREATE OR REPLACE TEMP TABLE resolved_row AS
SELECT
    s.line,
    coalesce(s.source, $default_source) AS source,
    s.record_id,
    item.item_id,
    CASE WHEN s.department_id IS NULL THEN item.department_id ELSE department.id END AS department_id,
    subdistrict.id AS subdistrict_id,
    s.submitted_at,
    greatest(s.accepted_at, s.submitted_at) AS accepted_at,
    CASE WHEN s.finished_at IS NOT NULL THEN greatest(s.finished_at, s.accepted_at, s.submitted_at) END AS finished_at,
    CASE WHEN s.limit_days_text IS NULL THEN item.limit_days ELSE s.limit_days END AS limit_days,
    coalesce(s.is_returned, false) AS is_returned,
    coalesce(s.is_online, false) AS is_online,
    coalesce(s.is_compliant, true) AS is_compliant,
    CAST(CASE WHEN s.visits_text IS NULL THEN CASE WHEN s.is_online THEN 0 ELSE 1 END ELSE s.visits END AS SMALLINT) AS visits,
    s.quantity,
    s.rating,
    $batch_id AS batch_id,
    false AS is_flagged
FROM staged_row AS s
LEFT JOIN known_name AS named ON named.kind = 'item' AND named.name = s.item_id
LEFT JOIN service_item AS item ON item.item_id = named.id
LEFT JOIN known_name AS department ON department.kind = 'department' AND department.name = s.department_id
LEFT JOIN known_name AS subdistrict ON subdistrict.kind = 'subdistrict' AND subdistrict.name = s.subdistrict_id
ORDER BY 5, 9, s.line
