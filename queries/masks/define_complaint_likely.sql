-- Effect: macro complaint_likely(viewer, filters, search): one row per complaint that every filter leaves and that a search may find: is_sure, when it is
-- found whatever the masks do. A search looks only at cells as this viewer sees them, so that what is hidden cannot be found out by looking for it.
-- Masks take signs away and bring none but stars, so what is not in the words behind them need not be masked to know that it does not match.
-- Of hanzi they take away only what stands in the complaint's own cells about the person (complaint_named: replaced), and what takes its place begins
-- or ends like it. So with every sign of these cells blanked out, what is still found in a text is found in it masked; a cell that the text does not
-- hold takes nothing from it.
CREATE OR REPLACE MACRO complaint_likely(viewer, filters, search) AS TABLE
WITH worded AS (
    SELECT
        c.complaint_id, c.is_own, c.text_level, c.phone, concat_ws(chr(10), c.title, c.content) AS texts,
        concat_ws(chr(10), c.complainant, c.phone, c.address, c.enterprise_name, c.enterprise_uscc) AS cells,
        concat(
            c.complainant, c.phone, c.id_number, CASE WHEN contains(texts, trim(c.address)) THEN c.address END,
            CASE WHEN c.enterprise_level <> 'clear' AND (contains(texts, trim(c.enterprise_name)) OR contains(texts, enterprise_stem(c.enterprise_name)))
                THEN c.enterprise_name END) AS private_signs,
        concat_ws(chr(10),
            CASE c.complainant_level WHEN 'clear' THEN c.complainant WHEN 'masked' THEN masked_name(c.complainant) END,
            CASE c.address_level WHEN 'clear' THEN c.address WHEN 'masked' THEN masked_address(c.address) END,
            CASE c.enterprise_level WHEN 'clear' THEN c.enterprise_name WHEN 'masked' THEN masked_enterprise(c.enterprise_name) END) AS shown_cells,
        regexp_full_match(search, '\p{Han}+') AS is_hanzi
    FROM complaint_found(viewer, filters, NULL) AS f
    JOIN complaint_in_scope(viewer) AS c ON c.complaint_id = f.complaint_id
),
judged AS (
    SELECT
        complaint_id,
        CASE
            WHEN contains(lower(complaint_id), lower(search)) THEN 'sure'
            WHEN is_own THEN 'no'
            WHEN NOT is_hanzi THEN CASE
                WHEN contains(search, '*') OR contains(lower(half_width(concat_ws(chr(10), texts, cells))), lower(half_width(search))) THEN 'likely'
                ELSE 'no' END
            WHEN text_level = 'clear' AND contains(texts, search) THEN 'sure'
            WHEN text_level <> '' AND contains(texts, search)
                AND contains(translate(texts, private_signs, repeat(chr(10), length(private_signs))), search) THEN 'sure'
            WHEN contains(shown_cells, search) THEN 'sure'
            WHEN contains(texts, search) OR contains(phone, search) THEN 'likely'
            ELSE 'no' END AS verdict
    FROM worded
)
SELECT complaint_id, verdict = 'sure' AS is_sure FROM judged WHERE verdict <> 'no'
