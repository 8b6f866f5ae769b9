-- One row per component of a ranked department's draft that it could object to, in a fixed order: a task behind its plan, a point of its own
-- that is not derived, or a complaint that was called back as unsolved; value as it stands, best what would be full marks.
-- Parameters: $month (first day of the month, DATE)
WITH ranked AS (SELECT department_id FROM ranking_snapshot WHERE month = $month AND rank IS NOT NULL AND ranking_group = '职能部门')
SELECT c.subject_id AS department_id, c.part, c.component_id, c.value, coalesce(c.planned_percent, c.best) AS best
FROM shown_component AS c
WHERE c.month = $month AND c.score < 95 AND c.derived_from IS NULL AND c.part IN ('tasks', 'indicators') AND c.subject_id IN (FROM ranked)
UNION ALL
SELECT department_id, 'response', complaint_id, NULL, NULL
FROM complaint_outcome
WHERE claimed_month = $month AND NOT is_solved AND department_id IN (FROM ranked)
ORDER BY part, department_id, component_id
