-- One row per complaint that an enterprise submitted on the same day under the same title as one in the district or on an earlier line,
-- and that is not said to repeat it.
WITH told AS (
    SELECT source, complaint_id, enterprise_id, title, CAST(submitted_at AS DATE) AS day, line FROM resolved_row WHERE duplicate_of IS NULL
    UNION ALL
    SELECT source, complaint_id, enterprise_id, title, CAST(submitted_at AS DATE), NULL
    FROM complaint
    ANTI JOIN resolved_row USING (source, complaint_id)
    WHERE duplicate_of IS NULL
)
SELECT
    r.line, 'title' AS "column", r.title AS value,
    '与诉求「' || min(t.complaint_id) || '」同企业、同日、同标题，可能重复。请核对；重复的请填写「重复单号」' AS message
FROM resolved_row AS r
JOIN told AS t ON t.enterprise_id = r.enterprise_id AND t.title = r.title AND t.day = CAST(r.submitted_at AS DATE)
WHERE r.duplicate_of IS NULL AND (t.line IS NULL OR t.line < r.line)
GROUP BY r.line, r.title
