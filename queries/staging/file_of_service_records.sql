-- Effect: temporary table staged_file, one row per record of a file, in its order: a quick line is read at once, cell by cell; of any other line only
-- the fields are kept, for staged_service_records; and the view staged_text of those others.
-- A quick line has all its cells written in the plainest way, nothing in it that a check of cells might refuse, and does not begin like a total,
-- a note, the header or an example: no rule about such lines can concern it.
-- No join, and nothing is numbered here: either would lose the order of the file, or leave its reading to one core. A line is line + step × rowid.
-- constants: absent → null, number → the first line below the header if the file does not number its records, fn+1 … → text. longest: bytes of a line.
-- Parameters: $path, $delimiter, $columns (those of the file → VARCHAR), $skipped (lines up to the header), $longest, $constants, $step (0 or 1), $first_header (text of the first filled cell of the header), $default_source, $record_id, $source, $item_id, $department_id, $subdistrict_id, $submitted_at, $accepted_at, $finished_at, $limit_days, $is_returned, $is_online, $is_compliant, $visits, $quantity, $rating (position of each column among the fields, or null)
CREATE TEMP TABLE IF NOT EXISTS staged_file (line BIGINT, step TINYINT, fields VARCHAR[]);
CREATE OR REPLACE TEMP VIEW staged_text AS
SELECT line + step * rowid AS line, rowid AS place, fields FROM staged_file WHERE fields IS NOT NULL;
CREATE OR REPLACE TEMP TABLE staged_file AS
WITH file AS (
    SELECT *, coalesce(*COLUMNS('^f[0-9]+$')) AS first_cell
    FROM read_csv(
        $path, delim = $delimiter, columns = $columns, header = false, skip = $skipped, quote = '"', escape = '"',
        auto_detect = false, strict_mode = true, max_line_size = $longest)
),
line AS (
    SELECT *, unnest($constants) FROM file
),
cell AS (
    SELECT
        *,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $record_id, 'absent')) AS VARCHAR) AS record_id,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $source, 'absent')) AS VARCHAR) AS source,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $item_id, 'absent')) AS VARCHAR) AS item_id,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $department_id, 'absent')) AS VARCHAR) AS department_id,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $subdistrict_id, 'absent')) AS VARCHAR) AS subdistrict_id,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $submitted_at, 'absent')) AS VARCHAR) AS submitted_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $accepted_at, 'absent')) AS VARCHAR) AS accepted_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $finished_at, 'absent')) AS VARCHAR) AS finished_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $limit_days, 'absent')) AS VARCHAR) AS limit_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $is_returned, 'absent')) AS VARCHAR) AS returned_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $is_online, 'absent')) AS VARCHAR) AS online_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $is_compliant, 'absent')) AS VARCHAR) AS compliant_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $visits, 'absent')) AS VARCHAR) AS visits_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $quantity, 'absent')) AS VARCHAR) AS quantity_text,
        CAST(COLUMNS(cell -> cell = coalesce('f' || $rating, 'absent')) AS VARCHAR) AS rating_text
    FROM line
),
found AS (
    SELECT
        *,
        try_cast(item_id AS known_item) AS item,
        try_cast(department_id AS known_department) AS department,
        try_cast(subdistrict_id AS known_subdistrict) AS subdistrict,
        quick_moment(submitted_text) AS submitted_at,
        quick_moment(accepted_text) AS accepted_at,
        quick_moment(finished_text) AS finished_at,
        quick_number(limit_text) AS limit_days,
        quick_answer(returned_text) AS is_returned,
        quick_answer(online_text) AS is_online,
        quick_answer(compliant_text) AS is_compliant,
        CAST(quick_whole(visits_text) AS SMALLINT) AS visits,
        try_cast(quick_number(quantity_text) AS DECIMAL(12, 3)) AS quantity,
        CAST(quick_whole(rating_text) AS TINYINT) AS rating
    FROM cell
),
judged AS (
    SELECT
        *,
        coalesce(
            opens_record(first_cell) AND ($first_header IS NULL OR NOT prefix(first_cell, $first_header))
                AND is_clean(record_id) AND NOT prefix(record_id, '示例') AND is_unmapped('record_id', record_id)
                AND (source IS NULL OR (is_clean(source) AND is_unmapped('source', source)))
                AND item IS NOT NULL AND is_unmapped('item_id', item_id)
                AND (department_id IS NULL OR (department IS NOT NULL AND is_unmapped('department_id', department_id)))
                AND (subdistrict_id IS NULL OR (subdistrict IS NOT NULL AND is_unmapped('subdistrict_id', subdistrict_id)))
                AND submitted_at IS NOT NULL AND is_unmapped('submitted_at', submitted_text)
                AND accepted_at IS NOT NULL AND is_unmapped('accepted_at', accepted_text)
                AND (finished_text IS NULL OR (finished_at IS NOT NULL AND is_unmapped('finished_at', finished_text)))
                AND (limit_text IS NULL OR (limit_days BETWEEN 0 AND 3650 AND is_unmapped('limit_days', limit_text)))
                AND (returned_text IS NULL OR (is_returned IS NOT NULL AND is_unmapped('is_returned', returned_text)))
                AND (online_text IS NULL OR (is_online IS NOT NULL AND is_unmapped('is_online', online_text)))
                AND (compliant_text IS NULL OR (is_compliant IS NOT NULL AND is_unmapped('is_compliant', compliant_text)))
                AND (visits_text IS NULL OR (visits IS NOT NULL AND is_unmapped('visits', visits_text)))
                AND (quantity_text IS NULL OR (quantity IS NOT NULL AND is_unmapped('quantity', quantity_text)))
                AND (rating_text IS NULL OR (rating BETWEEN 1 AND 5 AND is_unmapped('rating', rating_text))),
            false) AS is_quick
    FROM found
)
SELECT
    CAST(number AS BIGINT) AS line, CAST($step AS TINYINT) AS step,
    record_id, coalesce(source, $default_source) AS source, item, department, subdistrict, submitted_at, accepted_at, finished_at, limit_days,
    is_returned, is_online, is_compliant, visits, quantity, rating,
    CASE WHEN is_quick THEN NULL ELSE list_value(*COLUMNS('^f[0-9]+$')) END AS fields
FROM judged
