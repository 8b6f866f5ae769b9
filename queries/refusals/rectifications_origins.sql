-- One row per rectification whose origin is none of the five, or names a complaint, an inspection or a letter that the district does not have.
WITH origin AS (
    SELECT 'complaint' AS kind, complaint_id AS id FROM complaint
    UNION SELECT 'inspection', inspection_id FROM inspection
    UNION SELECT 'inspection', finding_id FROM finding
    UNION SELECT 'letter', letter_id FROM letter
)
SELECT line, 'origin_kind' AS "column", origin_kind_text AS value, '不是问题来源。请改成 企业诉求、指标预警、督查检查、企业走访、监督函件 之一' AS message
FROM staged_row
WHERE origin_kind_text IS NOT NULL AND origin_kind IS NULL
UNION ALL
SELECT
    s.line, 'origin_id', s.origin_id,
    '没有这个编号的' || CASE s.origin_kind WHEN 'complaint' THEN '诉求' WHEN 'letter' THEN '函件' ELSE '检查或检查发现' END || '。请核对编号，或留空'
FROM staged_row AS s
ANTI JOIN origin AS o ON o.kind = s.origin_kind AND o.id = s.origin_id
WHERE s.origin_kind IN ('complaint', 'inspection', 'letter') AND s.origin_id IS NOT NULL
