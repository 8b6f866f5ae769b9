-- Effect: temporary view staged_row, one row per line of a service records file, quick or not; and the view staged_cell, one row per cell of a service record that the checks of every dataset look at; of a plain line only its times.
-- kind: text, answer (yes or no), event or deadline (with its moment), else the kind of catalogue entry that the cell names.
-- Every quick line is plain.
CREATE OR REPLACE TEMP VIEW staged_row AS
SELECT
    line, record_id, source, item_id, department_id, subdistrict_id, item, department, subdistrict, submitted_at, accepted_at, finished_at,
    submitted_at_text, accepted_at_text, finished_at_text, limit_days, is_returned, is_online, is_compliant, visits, quantity, rating,
    limit_days_text, is_returned_text, is_online_text, is_compliant_text, visits_text, quantity_text, rating_text, is_plain
FROM other_row
UNION ALL BY NAME
SELECT
    line + step * rowid AS line, record_id, source, CAST(item AS VARCHAR) AS item_id, CAST(department AS VARCHAR) AS department_id,
    CAST(subdistrict AS VARCHAR) AS subdistrict_id, item, department, subdistrict, submitted_at, accepted_at, finished_at, limit_days, is_returned,
    is_online, is_compliant, visits, quantity, rating, true AS is_plain
FROM staged_file
WHERE fields IS NULL;
CREATE OR REPLACE TEMP VIEW staged_cell AS
WITH other AS (SELECT * FROM staged_row WHERE NOT is_plain)
SELECT line, 'record_id' AS "column", 'text' AS kind, record_id AS value, CAST(NULL AS TIMESTAMP) AS moment FROM other
UNION ALL SELECT line, 'item_id', 'item', item_id, NULL FROM other
UNION ALL SELECT line, 'department_id', 'department', department_id, NULL FROM other
UNION ALL SELECT line, 'subdistrict_id', 'subdistrict', subdistrict_id, NULL FROM other
UNION ALL SELECT line, 'is_returned', 'answer', is_returned_text, NULL FROM other
UNION ALL SELECT line, 'is_online', 'answer', is_online_text, NULL FROM other
UNION ALL SELECT line, 'is_compliant', 'answer', is_compliant_text, NULL FROM other
UNION ALL SELECT line, 'submitted_at', 'event', coalesce(submitted_at_text, CAST(submitted_at AS VARCHAR)), submitted_at FROM staged_row
UNION ALL SELECT line, 'accepted_at', 'event', coalesce(accepted_at_text, CAST(accepted_at AS VARCHAR)), accepted_at FROM staged_row
UNION ALL SELECT line, 'finished_at', 'event', coalesce(finished_at_text, CAST(finished_at AS VARCHAR)), finished_at FROM staged_row
