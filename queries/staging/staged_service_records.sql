-- Effect: temporary table staged_row, one row per line of a service records file: text trimmed and cast; what cannot be cast is null beside its text.
-- A plain line is one whose cells are all as they should be, as far as they can be judged by themselves: it needs no look of the checks of cells, and
-- the text of what is cast is left out. So is the text of a time that is written as we write it.
-- Parameters: $record_id, $source, $item_id, $department_id, $subdistrict_id, $submitted_at, $accepted_at, $finished_at, $limit_days, $is_returned, $is_online, $is_compliant, $visits, $quantity, $rating (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
-- By name, because taking them out of the list of staged_text costs as much as reading them.
WITH raw AS (
    SELECT
        line + step * rowid AS line,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $record_id, 'absent')) AS VARCHAR) AS record_id,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $source, 'absent')) AS VARCHAR) AS source,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $item_id, 'absent')) AS VARCHAR) AS item_id,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $department_id, 'absent')) AS VARCHAR) AS department_id,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $subdistrict_id, 'absent')) AS VARCHAR) AS subdistrict_id,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $submitted_at, 'absent')) AS VARCHAR) AS submitted_at,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $accepted_at, 'absent')) AS VARCHAR) AS accepted_at,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $finished_at, 'absent')) AS VARCHAR) AS finished_at,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $limit_days, 'absent')) AS VARCHAR) AS limit_days,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $is_returned, 'absent')) AS VARCHAR) AS is_returned,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $is_online, 'absent')) AS VARCHAR) AS is_online,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $is_compliant, 'absent')) AS VARCHAR) AS is_compliant,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $visits, 'absent')) AS VARCHAR) AS visits,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $quantity, 'absent')) AS VARCHAR) AS quantity,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $rating, 'absent')) AS VARCHAR) AS rating
    FROM staged_file
),
-- The quick readings take a text as it stands, so only where the mapping gives no text another meaning.
quick AS (
    SELECT
        r.*,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_moment(r.submitted_at) END AS quick_submitted_at,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_moment(r.accepted_at) END AS quick_accepted_at,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_moment(r.finished_at) END AS quick_finished_at,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_number(r.limit_days) END AS quick_limit_days,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_answer(r.is_returned) END AS quick_is_returned,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_answer(r.is_online) END AS quick_is_online,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_answer(r.is_compliant) END AS quick_is_compliant,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_whole(r.visits) END AS quick_visits,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_number(r.quantity) END AS quick_quantity,
        CASE WHEN getvariable('meaning_of') IS NULL THEN quick_whole(r.rating) END AS quick_rating
    FROM raw AS r
),
named AS (
    SELECT
        * REPLACE (
            entry('record_id', record_id) AS record_id, entry('source', source) AS source, entry('item_id', item_id) AS item_id,
            entry('department_id', department_id) AS department_id, entry('subdistrict_id', subdistrict_id) AS subdistrict_id,
            CASE WHEN quick_submitted_at IS NULL THEN entry('submitted_at', submitted_at) END AS submitted_at,
            CASE WHEN quick_accepted_at IS NULL THEN entry('accepted_at', accepted_at) END AS accepted_at,
            CASE WHEN quick_finished_at IS NULL THEN entry('finished_at', finished_at) END AS finished_at,
            CASE WHEN quick_limit_days IS NULL THEN entry('limit_days', limit_days) ELSE limit_days END AS limit_days,
            CASE WHEN quick_is_returned IS NULL THEN entry('is_returned', is_returned) ELSE is_returned END AS is_returned,
            CASE WHEN quick_is_online IS NULL THEN entry('is_online', is_online) ELSE is_online END AS is_online,
            CASE WHEN quick_is_compliant IS NULL THEN entry('is_compliant', is_compliant) ELSE is_compliant END AS is_compliant,
            CASE WHEN quick_visits IS NULL THEN entry('visits', visits) ELSE visits END AS visits,
            CASE WHEN quick_quantity IS NULL THEN entry('quantity', quantity) ELSE quantity END AS quantity,
            CASE WHEN quick_rating IS NULL THEN entry('rating', rating) ELSE rating END AS rating)
    FROM quick
),
typed AS (
    SELECT
        line, record_id, source, item_id, department_id, subdistrict_id,
        submitted_at AS submitted_at_text, accepted_at AS accepted_at_text, finished_at AS finished_at_text, limit_days AS limit_days_text,
        is_returned AS is_returned_text, is_online AS is_online_text, is_compliant AS is_compliant_text, visits AS visits_text,
        quantity AS quantity_text, rating AS rating_text,
        CASE WHEN quick_submitted_at IS NOT NULL THEN quick_submitted_at ELSE moment(submitted_at) END AS submitted_at,
        CASE WHEN quick_accepted_at IS NOT NULL THEN quick_accepted_at ELSE moment(accepted_at) END AS accepted_at,
        CASE WHEN quick_finished_at IS NOT NULL THEN quick_finished_at ELSE moment(finished_at) END AS finished_at,
        CASE WHEN quick_limit_days IS NOT NULL THEN quick_limit_days ELSE number(limit_days) END AS limit_days,
        CASE WHEN quick_is_returned IS NOT NULL THEN quick_is_returned ELSE yes_no(is_returned) END AS is_returned,
        CASE WHEN quick_is_online IS NOT NULL THEN quick_is_online ELSE yes_no(is_online) END AS is_online,
        CASE WHEN quick_is_compliant IS NOT NULL THEN quick_is_compliant ELSE yes_no(is_compliant) END AS is_compliant,
        try_cast(CASE WHEN quick_visits IS NOT NULL THEN quick_visits ELSE whole(visits) END AS SMALLINT) AS visits,
        try_cast(CASE WHEN quick_quantity IS NOT NULL THEN quick_quantity ELSE number(quantity) END AS DECIMAL(12, 3)) AS quantity,
        try_cast(CASE
            WHEN quick_rating IS NOT NULL THEN quick_rating
            ELSE coalesce(list_position(['非常不满意', '不满意', '基本满意', '满意', '非常满意'], rating), whole(rating)) END AS TINYINT) AS rating
    FROM named
),
judged AS (
    SELECT
        t.*,
        t.record_id IS NOT NULL AND item.name IS NOT NULL AND t.submitted_at IS NOT NULL AND t.accepted_at IS NOT NULL
            AND (t.finished_at_text IS NULL OR t.finished_at IS NOT NULL)
            AND (t.department_id IS NULL OR department.name IS NOT NULL)
            AND (t.subdistrict_id IS NULL OR subdistrict.name IS NOT NULL)
            AND (t.is_returned_text IS NULL OR t.is_returned IS NOT NULL)
            AND (t.is_online_text IS NULL OR t.is_online IS NOT NULL)
            AND (t.is_compliant_text IS NULL OR t.is_compliant IS NOT NULL)
            AND (t.limit_days_text IS NULL OR coalesce(t.limit_days BETWEEN 0 AND 3650, false))
            AND (t.visits_text IS NULL OR coalesce(t.visits BETWEEN 0 AND 1000, false))
            AND (t.quantity_text IS NULL OR t.quantity IS NOT NULL)
            AND (t.rating_text IS NULL OR coalesce(t.rating BETWEEN 1 AND 5, false)) AS is_plain
    FROM typed AS t
    LEFT JOIN known_name AS item ON item.kind = 'item' AND item.name = t.item_id
    LEFT JOIN known_name AS department ON department.kind = 'department' AND department.name = t.department_id
    LEFT JOIN known_name AS subdistrict ON subdistrict.kind = 'subdistrict' AND subdistrict.name = t.subdistrict_id
)
SELECT
    * REPLACE (
        CASE WHEN NOT is_plain THEN limit_days_text END AS limit_days_text,
        CASE WHEN NOT is_plain THEN is_returned_text END AS is_returned_text,
        CASE WHEN NOT is_plain THEN is_online_text END AS is_online_text,
        CASE WHEN NOT is_plain THEN is_compliant_text END AS is_compliant_text,
        CASE WHEN NOT is_plain THEN visits_text END AS visits_text,
        CASE WHEN NOT is_plain THEN quantity_text END AS quantity_text,
        CASE WHEN NOT is_plain THEN rating_text END AS rating_text)
FROM judged
