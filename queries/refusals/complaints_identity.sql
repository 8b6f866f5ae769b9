-- One row per complaint whose number another source uses already, or that is said to repeat one that cannot be the original:
-- itself, an unknown one, or one that repeats another in its turn. What the file says of a complaint counts before what the district has.
SELECT
    r.line, 'complaint_id' AS "column", r.complaint_id AS value,
    '已被来源「' || c.source || '」的另一件诉求使用。请在编号前加上来源的缩写' AS message
FROM resolved_row AS r
JOIN complaint AS c ON c.complaint_id = r.complaint_id AND c.source <> r.source
UNION ALL
SELECT
    s.line, 'duplicate_of', s.duplicate_of,
    CASE
        WHEN s.duplicate_of = s.complaint_id THEN '就是这件诉求自己。请改成它重复的那一件的编号，或留空'
        WHEN o.complaint_id IS NULL THEN '没有这个编号的诉求。请核对编号，或先导入它重复的那一件'
        ELSE '本身也是重复件（重复于「' || o.duplicate_of || '」）。请改成最早那一件的编号'
    END
FROM staged_row AS s
LEFT JOIN (
    SELECT complaint_id, any_value(duplicate_of) AS duplicate_of FROM resolved_row GROUP BY complaint_id
    UNION ALL
    SELECT complaint_id, duplicate_of FROM complaint ANTI JOIN resolved_row USING (complaint_id)
) AS o ON o.complaint_id = s.duplicate_of
WHERE s.duplicate_of IS NOT NULL AND (o.complaint_id IS NULL OR o.duplicate_of IS NOT NULL OR s.duplicate_of = s.complaint_id)
