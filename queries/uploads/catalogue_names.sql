-- One row per entry of the catalogue that a name in a file may mean: its kind (as in known_name), identifier and name.
SELECT 'department' AS kind, department_id AS id, name, position FROM department WHERE valid_to IS NULL
UNION ALL SELECT 'subdistrict', subdistrict_id, name, position FROM subdistrict
UNION ALL SELECT 'channel', channel_id, name, position FROM channel
UNION ALL SELECT 'domain', domain_id, name, position FROM domain
UNION ALL SELECT 'class', class_id, name, position FROM problem_class
UNION ALL SELECT 'item', item_id, name, position FROM service_item
UNION ALL SELECT 'point', point_id, name, position FROM point
UNION ALL SELECT 'task', task_id, title, position FROM reform_task
UNION ALL SELECT 'state', state, label, position FROM state WHERE entity = 'complaint'
UNION ALL SELECT 'rectification_state', state, label, position FROM state WHERE entity = 'rectification'
ORDER BY kind, position
