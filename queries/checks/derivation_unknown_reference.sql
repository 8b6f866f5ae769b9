-- One row per derivation that names a point, item, domain, problem class or channel the catalogue does not know.
-- Title: 取数规则引用的监督靶点、事项和分类都存在
SELECT v.point_id, v.item_id, v.domain_id, v.class_id, v.channel_id
FROM derivation AS v
LEFT JOIN point AS p ON p.point_id = v.point_id
LEFT JOIN service_item AS i ON i.item_id = v.item_id
LEFT JOIN domain AS d ON d.domain_id = v.domain_id
LEFT JOIN problem_class AS c ON c.class_id = v.class_id
LEFT JOIN channel AS h ON h.channel_id = v.channel_id
WHERE p.point_id IS NULL
    OR (v.item_id IS NOT NULL AND i.item_id IS NULL) OR (v.source = 'service_records' AND v.item_id IS NULL)
    OR (v.domain_id IS NOT NULL AND d.domain_id IS NULL)
    OR (v.class_id IS NOT NULL AND c.class_id IS NULL)
    OR (v.channel_id IS NOT NULL AND h.channel_id IS NULL)
