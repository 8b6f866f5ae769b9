-- One row: a recent complaint without a rectification, from which one may be opened; none if there is none.
-- It is called after its problem class: the department must not read the complainant's words in the problem that it is given.
-- Parameters: $now (TIMESTAMP)
SELECT c.complaint_id, c.department_id, coalesce(p.name, '企业诉求') AS title
FROM complaint AS c
LEFT JOIN problem_class AS p ON p.class_id = c.class_id
WHERE c.kind = '投诉' AND c.duplicate_of IS NULL AND c.state NOT IN ('rejected', 'merged')
    AND c.submitted_at BETWEEN CAST($now AS TIMESTAMP) - INTERVAL 20 DAY AND $now
    AND NOT EXISTS (SELECT 1 FROM rectification AS r WHERE r.origin_id = c.complaint_id)
ORDER BY c.submitted_at DESC, c.complaint_id
LIMIT 1
