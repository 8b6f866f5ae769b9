-- One row per catalogue entry that records, scores or letters refer to, and one table that refers to it.
-- entity is the catalogue table; id its key, parts joined by '/'.
WITH used AS (
    SELECT DISTINCT 'point' AS entity, point_id AS id, 'measurement' AS used_by FROM measurement
    UNION ALL SELECT DISTINCT 'point', point_id, 'point_score' FROM point_score
    UNION ALL SELECT DISTINCT 'indicator', indicator_id, 'indicator_score' FROM indicator_score
    UNION ALL SELECT DISTINCT 'domain', domain_id, 'domain_score' FROM domain_score
    UNION ALL SELECT DISTINCT 'domain', domain_id, 'complaint' FROM complaint
    UNION ALL SELECT DISTINCT 'reform_task', task_id, 'task_progress' FROM task_progress
    UNION ALL SELECT DISTINCT 'service_item', item_id, 'service_record' FROM service_record
    UNION ALL SELECT DISTINCT 'department', department_id, 'service_record' FROM service_record
    UNION ALL SELECT DISTINCT 'department', department_id, 'complaint' FROM complaint
    UNION ALL SELECT DISTINCT 'department', department_id, 'inspection' FROM inspection
    UNION ALL SELECT DISTINCT 'department', department_id, 'finding' FROM finding
    UNION ALL SELECT DISTINCT 'department', department_id, 'letter' FROM letter
    UNION ALL SELECT DISTINCT 'department', department_id, 'rectification' FROM rectification
    UNION ALL SELECT DISTINCT 'department', department_id, 'score_adjustment' FROM score_adjustment
    UNION ALL SELECT DISTINCT 'department', department_id, 'ranking_snapshot' FROM ranking_snapshot
    UNION ALL SELECT DISTINCT 'subdistrict', subdistrict_id, 'service_record' FROM service_record
    UNION ALL SELECT DISTINCT 'subdistrict', subdistrict_id, 'complaint' FROM complaint
    UNION ALL SELECT DISTINCT 'subdistrict', subdistrict_id, 'enterprise' FROM enterprise
    UNION ALL SELECT DISTINCT 'subdistrict', subdistrict_id, 'contact_point' FROM contact_point
    UNION ALL SELECT DISTINCT 'channel', channel_id, 'complaint' FROM complaint
    UNION ALL SELECT DISTINCT 'problem_class', class_id, 'complaint' FROM complaint
    UNION ALL SELECT DISTINCT 'problem_class', class_id, 'finding' FROM finding
    UNION ALL SELECT DISTINCT 'problem_class', class_id, 'contact_point_issue' FROM contact_point_issue
    UNION ALL SELECT DISTINCT 'letter_kind', kind, 'letter' FROM letter
    UNION ALL SELECT DISTINCT 'state', 'complaint/' || state, 'complaint' FROM complaint
    UNION ALL SELECT DISTINCT 'state', 'letter/' || state, 'letter' FROM letter
    UNION ALL SELECT DISTINCT 'state', 'rectification/' || state, 'rectification' FROM rectification
)
SELECT entity, id, min(used_by) AS used_by FROM used WHERE id IS NOT NULL GROUP BY entity, id ORDER BY entity, id
