-- Effect: temporary table kept_row, one row per line of a record that the district has: what it knows of the columns that the file does not have.
-- Parameters: $absent (the columns the file does not have)
CREATE OR REPLACE TEMP TABLE kept_row AS
SELECT
    s.line, t.item_id,
    kept($absent, 'department_id', t.department_id) AS department_id,
    kept($absent, 'subdistrict_id', t.subdistrict_id) AS subdistrict_id,
    kept($absent, 'finished_at', t.finished_at) AS finished_at,
    kept($absent, 'limit_days', t.limit_days) AS limit_days,
    kept($absent, 'is_returned', t.is_returned) AS is_returned,
    kept($absent, 'is_online', t.is_online) AS is_online,
    kept($absent, 'is_compliant', t.is_compliant) AS is_compliant,
    kept($absent, 'visits', t.visits) AS visits,
    kept($absent, 'quantity', t.quantity) AS quantity,
    kept($absent, 'rating', t.rating) AS rating
FROM staged_row AS s
JOIN service_record AS t ON t.source = s.source AND t.record_id = s.record_id
WHERE list_has_any(
    CAST($absent AS VARCHAR[]),
    ['department_id', 'subdistrict_id', 'finished_at', 'limit_days', 'is_returned', 'is_online', 'is_compliant', 'visits', 'quantity', 'rating'])
