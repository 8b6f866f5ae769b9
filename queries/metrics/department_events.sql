-- One row per thing that happened to a department in the 24 months up to and with a month, oldest first: a letter issued to it (kind
-- letter; name is the letter's kind, number its 文号) or an inspection (kind inspection; name is its kind, findings what it found).
-- Parameters: $month (first day of the month, DATE), $department_id (VARCHAR), $sees_covert (whether covert inspections are told, BOOLEAN)
WITH event AS (
    SELECT 'letter' AS kind, kind AS name, number, issued_at AS happened_at, NULL AS findings
    FROM letter_status WHERE department_id = $department_id
    UNION ALL
    SELECT 'inspection', i.kind, i.criteria, i.inspected_at, count(f.finding_id)
    FROM inspection AS i
    LEFT JOIN finding AS f ON f.inspection_id = i.inspection_id
    WHERE i.department_id = $department_id AND ($sees_covert OR NOT i.is_covert)
    GROUP BY i.inspection_id, i.kind, i.criteria, i.inspected_at
)
SELECT CAST(date_trunc('month', happened_at) AS DATE) AS month, kind, name, number, happened_at, findings
FROM event
WHERE happened_at >= CAST($month AS DATE) - INTERVAL 23 MONTH AND happened_at < CAST($month AS DATE) + INTERVAL 1 MONTH
ORDER BY happened_at, kind DESC, number
