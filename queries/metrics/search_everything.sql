-- One row per thing that a search finds, best first in its kind (department, domain, indicator, point, task, rectification, item), at most $most of each:
-- its identifier and name, what it belongs to (note), the other name or number that was found (called; null when the name itself was), how well it
-- fits (0 the same, 1 begins so, 2 holds it), and how many of its kind were found. Every word that was typed must be in one and the same name.
-- A rectification that came from a complaint goes by its problem class: its title may be the complainant's words.
-- Parameters: $words (what was typed, VARCHAR), $kind (one kind alone; null for all, VARCHAR), $most (INTEGER)
WITH typed AS (
    SELECT trim(folded($words)) AS whole, list_filter(string_split(folded($words), ' '), lambda word: word <> '') AS words
),
thing AS (
    SELECT 'department' AS kind, department_id AS id, name, [short_name] AS names, concat_ws(' · ', kind, ranking_group) AS note,
        position, 1 AS place
    FROM department
    UNION ALL
    SELECT 'domain', domain_id, name, [domain_id], framework, position, 2 FROM domain
    UNION ALL
    SELECT 'indicator', i.indicator_id, i.name, [i.indicator_id], concat_ws(' · ', m.name, l.short_name || '牵头'), i.position, 3
    FROM indicator AS i
    JOIN domain AS m ON m.domain_id = i.domain_id
    LEFT JOIN department AS l ON l.department_id = i.lead_department_id
    UNION ALL
    SELECT 'point', p.point_id, p.name, [p.point_id], concat_ws(' · ', m.name, i.name), p.position, 4
    FROM point AS p
    JOIN indicator AS i ON i.indicator_id = p.indicator_id
    JOIN domain AS m ON m.domain_id = i.domain_id
    UNION ALL
    SELECT 'task', t.task_id, t.title, [t.task_id], concat_ws(' · ', t.measure, l.short_name || '牵头'), t.position, 5
    FROM reform_task AS t
    LEFT JOIN department AS l ON l.department_id = t.lead_department_id
    UNION ALL
    SELECT 'rectification', r.rectification_id, CASE WHEN r.origin_kind = 'complaint' THEN coalesce(p.name, '企业诉求') ELSE r.title END,
        [r.rectification_id], concat_ws(' · ', r.department, r.phase, strftime(r.opened_at, '%Y-%m')), -epoch(r.opened_at), 6
    FROM rectification_status AS r
    LEFT JOIN complaint_status AS c ON c.complaint_id = CASE r.origin_kind WHEN 'complaint' THEN r.origin_id END
    LEFT JOIN problem_class AS p ON p.class_id = c.class_id
    UNION ALL
    SELECT 'item', s.item_id, s.name, [s.item_id], l.short_name, s.position, 7
    FROM service_item AS s
    LEFT JOIN department AS l ON l.department_id = s.department_id
),
named AS (
    SELECT kind, id, name, note, position, place, NULL AS called FROM thing
    UNION ALL
    SELECT kind, id, name, note, position, place, unnest(names) FROM thing
    UNION ALL
    SELECT t.kind, t.id, t.name, t.note, t.position, t.place, a.name FROM name_alias AS a JOIN thing AS t ON t.kind = a.kind AND t.id = a.id
),
found AS (
    SELECT n.*, CASE WHEN look = whole THEN 0 WHEN starts_with(look, whole) THEN 1 ELSE 2 END AS fit
    FROM (SELECT *, folded(coalesce(called, name)) AS look FROM named) AS n
    CROSS JOIN typed
    WHERE len(words) > 0 AND len(list_filter(words, lambda word: NOT contains(look, word))) = 0 AND ($kind IS NULL OR n.kind = $kind)
    QUALIFY row_number() OVER (PARTITION BY n.kind, n.id ORDER BY fit, called IS NOT NULL, called) = 1
)
SELECT kind, id, name, note, called, fit, count(*) OVER (PARTITION BY kind) AS found
FROM found
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY fit, position, id) <= $most
ORDER BY place, fit, position, id
