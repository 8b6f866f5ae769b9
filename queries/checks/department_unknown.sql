-- One row per table and department that its rows name but the catalogue does not know.
-- Title: 各表引用的部门都在部门目录中
WITH named AS (
    SELECT 'department' AS used_in, parent_id AS department_id FROM department
    UNION SELECT 'subdistrict', department_id FROM subdistrict
    UNION SELECT 'indicator', lead_department_id FROM indicator
    UNION SELECT 'service_item', department_id FROM service_item
    UNION SELECT 'reform_task', lead_department_id FROM reform_task
    UNION SELECT 'service_record', department_id FROM service_record
    UNION SELECT 'complaint', department_id FROM complaint
    UNION SELECT 'inspection', department_id FROM inspection
    UNION SELECT 'finding', department_id FROM finding
    UNION SELECT 'letter', department_id FROM letter
    UNION SELECT 'rectification', department_id FROM rectification
    UNION SELECT 'score_adjustment', department_id FROM score_adjustment
)
SELECT n.used_in, n.department_id
FROM named AS n
ANTI JOIN department AS d ON d.department_id = n.department_id
WHERE n.department_id IS NOT NULL
