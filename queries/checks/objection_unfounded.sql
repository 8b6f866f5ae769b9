-- One row per objection that nobody could decide on: about nothing known, without what it claims, asked twice, or decided by nobody.
-- Title: 异议都说得清、裁得了
SELECT objection_id, month, department_id, part, component_id, claim, state
FROM (
    SELECT *, count(*) OVER (PARTITION BY objection_id) AS same_id,
        count(*) FILTER (state = '待裁定') OVER (PARTITION BY month, part, component_id) AS waiting
    FROM objection
)
WHERE same_id > 1
    OR (state = '待裁定' AND waiting > 1)
    OR department_id NOT IN (SELECT department_id FROM department)
    OR NOT coalesce(CASE part
        WHEN 'indicators' THEN component_id IN (SELECT point_id FROM point)
        WHEN 'tasks' THEN component_id IN (SELECT task_id FROM reform_task)
        WHEN 'response' THEN component_id IN (SELECT complaint_id FROM complaint_status) AND claim = '剔除' END, false)
    OR NOT coalesce(CASE claim WHEN '更正' THEN claimed_value IS NOT NULL WHEN '剔除' THEN claimed_value IS NULL END, false)
    OR NOT coalesce(CASE WHEN state = '待裁定' THEN decided_at IS NULL
        WHEN state IN ('采纳', '不予采纳') THEN decided_at >= filed_at AND decided_by IS NOT NULL AND reason IS NOT NULL END, false)
