-- One row per complaint whose number another source uses already, or that is said to repeat itself.
SELECT
    r.line, 'complaint_id' AS "column", r.complaint_id AS value,
    '已被来源「' || c.source || '」的另一件诉求使用。请在编号前加上来源的缩写' AS message
FROM resolved_row AS r
JOIN complaint AS c ON c.complaint_id = r.complaint_id AND c.source <> r.source
UNION ALL
SELECT line, 'duplicate_of', duplicate_of, '就是这件诉求自己。请改成它重复的那一件的编号，或留空'
FROM resolved_row WHERE duplicate_of = complaint_id
