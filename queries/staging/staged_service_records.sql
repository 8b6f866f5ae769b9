-- Effect: temporary table staged_row, one row per line of a service records file: text trimmed and cast; what cannot be cast is null beside its text.
-- Parameters: $record_id, $source, $item_id, $department_id, $subdistrict_id, $submitted_at, $accepted_at, $finished_at, $limit_days, $is_returned, $is_online, $is_compliant, $visits, $quantity, $rating (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
WITH named AS (
    SELECT
        line,
        entry('record_id', fields[$record_id]) AS record_id,
        entry('source', fields[$source]) AS source,
        entry('item_id', fields[$item_id]) AS item_id,
        entry('department_id', fields[$department_id]) AS department_id,
        entry('subdistrict_id', fields[$subdistrict_id]) AS subdistrict_id,
        entry('submitted_at', fields[$submitted_at]) AS submitted_at_text,
        entry('accepted_at', fields[$accepted_at]) AS accepted_at_text,
        entry('finished_at', fields[$finished_at]) AS finished_at_text,
        entry('limit_days', fields[$limit_days]) AS limit_days_text,
        entry('is_returned', fields[$is_returned]) AS is_returned_text,
        entry('is_online', fields[$is_online]) AS is_online_text,
        entry('is_compliant', fields[$is_compliant]) AS is_compliant_text,
        entry('visits', fields[$visits]) AS visits_text,
        entry('quantity', fields[$quantity]) AS quantity_text,
        entry('rating', fields[$rating]) AS rating_text
    FROM staged_text
)
SELECT
    *,
    moment(submitted_at_text) AS submitted_at,
    moment(accepted_at_text) AS accepted_at,
    moment(finished_at_text) AS finished_at,
    number(limit_days_text) AS limit_days,
    yes_no(is_returned_text) AS is_returned,
    yes_no(is_online_text) AS is_online,
    yes_no(is_compliant_text) AS is_compliant,
    try_cast(whole(visits_text) AS SMALLINT) AS visits,
    try_cast(number(quantity_text) AS DECIMAL(12, 3)) AS quantity,
    CASE rating_text WHEN '非常满意' THEN 5 WHEN '满意' THEN 4 WHEN '基本满意' THEN 3 WHEN '不满意' THEN 2 WHEN '非常不满意' THEN 1
        ELSE try_cast(whole(rating_text) AS TINYINT) END AS rating
FROM named
