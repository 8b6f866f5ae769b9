-- One row per value that a filter of the list can take for this viewer: kind (month, department, class, state), value and label, in order.
-- Parameters: $viewer (STRUCT)
WITH scoped AS (
    SELECT date_trunc('month', submitted_at) AS month, department_id, class_id, state FROM complaint_in_scope($viewer)
)
SELECT 'month' AS kind, strftime(month, '%Y-%m') AS value, NULL AS label, -date_diff('month', DATE '2000-01-01', month) AS position FROM scoped GROUP BY month
UNION ALL
SELECT 'department', d.department_id, d.name, d.position FROM department AS d SEMI JOIN scoped USING (department_id)
UNION ALL
SELECT 'class', c.class_id, c.name, c.position FROM problem_class AS c SEMI JOIN scoped USING (class_id)
UNION ALL
SELECT 'state', s.state, s.label, s.position FROM state AS s SEMI JOIN scoped USING (state) WHERE s.entity = 'complaint'
ORDER BY kind, position
