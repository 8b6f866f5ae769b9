-- One row per step of a complaint that the district does not have, or before the complaint was submitted.
SELECT s.line, 'complaint_id' AS "column", s.complaint_id AS value, '没有这个编号的诉求。请先导入企业诉求，或核对编号' AS message
FROM staged_row AS s
ANTI JOIN complaint AS c ON c.complaint_id = s.complaint_id
WHERE s.complaint_id IS NOT NULL
UNION ALL
SELECT s.line, 'occurred_at', s.occurred_at_text, '早于诉求的提交时间 ' || c.submitted_at || '。请核对办理时间'
FROM staged_row AS s
JOIN complaint AS c ON c.complaint_id = s.complaint_id
WHERE precedes(s.occurred_at, c.submitted_at)
