-- One row per inspection of a department in the last twelve months, newest first, with its findings by severity.
-- Parameters: $department_id (VARCHAR), $now (TIMESTAMP), $sees_covert (whether covert inspections are told, BOOLEAN)
SELECT
    i.inspection_id, i.kind, i.criteria, i.is_covert, i.inspected_at, count(f.finding_id) AS findings,
    count(*) FILTER (f.severity = '严重') AS severe, count(*) FILTER (f.severity = '较重') AS serious
FROM inspection AS i
LEFT JOIN finding AS f ON f.inspection_id = i.inspection_id
WHERE i.department_id = $department_id AND i.inspected_at <= $now AND i.inspected_at > CAST($now AS TIMESTAMP) - INTERVAL 12 MONTH
    AND ($sees_covert OR NOT i.is_covert)
GROUP BY i.inspection_id, i.kind, i.criteria, i.is_covert, i.inspected_at
ORDER BY i.inspected_at DESC, i.inspection_id
