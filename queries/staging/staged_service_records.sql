-- Effect: temporary table other_row, one row per line of a service records file that is not quick: text trimmed and cast; what cannot be cast is
-- null beside its text. cells_service_records puts the quick ones beside them.
-- A plain line is one whose cells are all as they should be, as far as they can be judged by themselves: it needs no look of the checks of cells, and
-- the text of what is cast is left out. So is the text of a time that is written as we write it.
-- Parameters: $default_source, $record_id, $source, $item_id, $department_id, $subdistrict_id, $submitted_at, $accepted_at, $finished_at, $limit_days, $is_returned, $is_online, $is_compliant, $visits, $quantity, $rating (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE other_row AS
WITH raw AS (
    SELECT
        line,
        fields[$record_id] AS record_id,
        fields[$source] AS source,
        fields[$item_id] AS item_id,
        fields[$department_id] AS department_id,
        fields[$subdistrict_id] AS subdistrict_id,
        fields[$submitted_at] AS submitted_at,
        fields[$accepted_at] AS accepted_at,
        fields[$finished_at] AS finished_at,
        fields[$limit_days] AS limit_days,
        fields[$is_returned] AS is_returned,
        fields[$is_online] AS is_online,
        fields[$is_compliant] AS is_compliant,
        fields[$visits] AS visits,
        fields[$quantity] AS quantity,
        fields[$rating] AS rating
    FROM staged_text
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
known AS (
    SELECT
        *,
        try_cast(item_id AS known_item) AS item,
        try_cast(department_id AS known_department) AS department,
        try_cast(subdistrict_id AS known_subdistrict) AS subdistrict
    FROM typed
),
judged AS (
    SELECT
        *,
        record_id IS NOT NULL AND item IS NOT NULL AND submitted_at IS NOT NULL AND accepted_at IS NOT NULL
            AND (finished_at_text IS NULL OR finished_at IS NOT NULL)
            AND (department_id IS NULL OR department IS NOT NULL)
            AND (subdistrict_id IS NULL OR subdistrict IS NOT NULL)
            AND (is_returned_text IS NULL OR is_returned IS NOT NULL)
            AND (is_online_text IS NULL OR is_online IS NOT NULL)
            AND (is_compliant_text IS NULL OR is_compliant IS NOT NULL)
            AND (limit_days_text IS NULL OR coalesce(limit_days BETWEEN 0 AND 3650, false))
            AND (visits_text IS NULL OR coalesce(visits BETWEEN 0 AND 1000, false))
            AND (quantity_text IS NULL OR quantity IS NOT NULL)
            AND (rating_text IS NULL OR coalesce(rating BETWEEN 1 AND 5, false)) AS is_plain
    FROM known
)
SELECT
    * REPLACE (
        coalesce(source, $default_source) AS source,
        CASE WHEN NOT is_plain THEN limit_days_text END AS limit_days_text,
        CASE WHEN NOT is_plain THEN is_returned_text END AS is_returned_text,
        CASE WHEN NOT is_plain THEN is_online_text END AS is_online_text,
        CASE WHEN NOT is_plain THEN is_compliant_text END AS is_compliant_text,
        CASE WHEN NOT is_plain THEN visits_text END AS visits_text,
        CASE WHEN NOT is_plain THEN quantity_text END AS quantity_text,
        CASE WHEN NOT is_plain THEN rating_text END AS rating_text)
FROM judged
