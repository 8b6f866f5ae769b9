-- Effect: temporary table known_name, one row per kind and text that names one catalogue entry: an identifier, or a name only one entry has.
-- Other names (旧称, 简称) that somebody noted count like names, as long as their entry exists.
CREATE OR REPLACE TEMP TABLE known_name AS
WITH named AS (
    SELECT 'department' AS kind, department_id AS id, unnest([department_id, name, short_name]) AS name FROM department
    UNION ALL SELECT 'subdistrict', subdistrict_id, unnest([subdistrict_id, name, name || '街道']) FROM subdistrict
    UNION ALL SELECT 'channel', channel_id, unnest([channel_id, name]) FROM channel
    UNION ALL SELECT 'domain', domain_id, unnest([domain_id, name]) FROM domain
    UNION ALL SELECT 'class', class_id, unnest([class_id, name]) FROM problem_class
    UNION ALL SELECT 'item', item_id, unnest([item_id, name]) FROM service_item
    UNION ALL SELECT 'point', point_id, unnest([point_id, name]) FROM point
    UNION ALL SELECT 'task', task_id, unnest([task_id, title]) FROM reform_task
    UNION ALL SELECT 'enterprise', enterprise_id, unnest([enterprise_id, uscc, name]) FROM enterprise
    UNION ALL SELECT 'state', state, unnest([state, label]) FROM state WHERE entity = 'complaint'
    UNION ALL SELECT 'rectification_state', state, unnest([state, label]) FROM state WHERE entity = 'rectification'
),
called AS (
    FROM named
    UNION ALL
    SELECT a.kind, a.id, a.name
    FROM name_alias AS a
    SEMI JOIN named AS n ON n.kind = a.kind AND n.id = a.id
)
SELECT
    kind, name,
    CASE WHEN bool_or(id = name) THEN name ELSE min(id) END AS id
FROM called
WHERE name IS NOT NULL
GROUP BY kind, name
HAVING bool_or(id = name) OR count(DISTINCT id) = 1
