-- Effect: macro complaint_in_scope(viewer): one row per complaint that the viewer may know of, with what is said in it and, per kind of content,
-- the level at which this viewer sees it: clear, masked or '' (blank). Read it only through what masks by these levels.
-- viewer: {scope: all | own | none, departments, subdistricts: lists, levels: {complainant, …: clear | masked | ''}} of cloudeye/access/records.py.
-- Own: the complaint concerns an organisation of the viewer; nothing that could tell who complained is seen, by no role whatever.
-- Sealed: the complainant asked for confidence, and the viewer's role may not break it.
CREATE OR REPLACE MACRO complaint_in_scope(viewer) AS TABLE
WITH known AS (
    SELECT
        c.*, coalesce(e.name, c.enterprise_id) AS enterprise_name, e.uscc AS enterprise_uscc,
        coalesce(list_contains(CAST((viewer).departments AS VARCHAR[]), c.department_id), false) AS is_own,
        c.is_confidential AND (viewer).levels.confidential <> 'clear' AS is_sealed
    FROM complaint AS c
    LEFT JOIN enterprise AS e ON e.enterprise_id = c.enterprise_id
    WHERE (viewer).scope = 'all'
        OR (viewer).scope = 'own' AND (
            coalesce(list_contains(CAST((viewer).departments AS VARCHAR[]), c.department_id), false)
            OR coalesce(list_contains(CAST((viewer).subdistricts AS VARCHAR[]), c.subdistrict_id), false))
)
SELECT
    *,
    CASE WHEN is_own THEN '' WHEN is_sealed THEN replace((viewer).levels.complainant, 'clear', 'masked') ELSE (viewer).levels.complainant END AS complainant_level,
    CASE WHEN is_own THEN '' WHEN is_sealed THEN replace((viewer).levels.phone, 'clear', 'masked') ELSE (viewer).levels.phone END AS phone_level,
    CASE WHEN is_own THEN '' WHEN is_sealed THEN replace((viewer).levels.id_number, 'clear', 'masked') ELSE (viewer).levels.id_number END AS id_number_level,
    CASE WHEN is_own OR is_sealed THEN '' ELSE (viewer).levels.address END AS address_level,
    CASE WHEN is_own OR is_sealed THEN '' ELSE (viewer).levels.enterprise END AS enterprise_level,
    CASE WHEN is_own OR is_sealed THEN '' ELSE (viewer).levels.place END AS place_level,
    CASE WHEN is_own THEN '' WHEN is_sealed THEN replace((viewer).levels.text, 'clear', 'masked') ELSE (viewer).levels.text END AS text_level,
    CASE WHEN is_own THEN '' WHEN is_sealed THEN replace((viewer).levels.events, 'clear', 'masked') ELSE (viewer).levels.events END AS events_level
FROM known
