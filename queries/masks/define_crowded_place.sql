-- Effect: macro crowded_place(viewer): one row per organisation of the viewer, sub-district and month from which five enterprises or more complained
-- about it: only there does a complaint about the viewer's own organisation tell where it came from.
CREATE OR REPLACE MACRO crowded_place(viewer) AS TABLE
SELECT department_id, subdistrict_id, date_trunc('month', submitted_at) AS month
FROM complaint
WHERE list_contains(CAST((viewer).departments AS VARCHAR[]), department_id) AND duplicate_of IS NULL
GROUP BY ALL
HAVING shown_count(count(DISTINCT coalesce(enterprise_id, complaint_id))) IS NOT NULL
