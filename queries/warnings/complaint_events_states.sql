-- One row per last step of a complaint, of the file and the district together, that ends in another state than the complaint is in.
WITH step AS (
    SELECT complaint_id, occurred_at, to_state, line FROM resolved_row
    UNION ALL
    SELECT complaint_id, occurred_at, to_state, NULL FROM complaint_event
),
last_step AS (
    SELECT complaint_id, max(occurred_at) AS occurred_at FROM step GROUP BY complaint_id
)
SELECT
    s.line, 'to_state' AS "column", s.to_state AS value,
    '是这件诉求最后一步，但它现在是「' || coalesce(label.label, c.state) || '」。办理过程不改变诉求的状态，请在企业诉求的文件里更正' AS message
FROM resolved_row AS r
JOIN staged_row AS s USING (line)
JOIN last_step AS l ON l.complaint_id = r.complaint_id AND l.occurred_at = r.occurred_at
JOIN complaint AS c ON c.complaint_id = r.complaint_id
LEFT JOIN state AS label ON label.entity = 'complaint' AND label.state = c.state
WHERE r.to_state <> c.state
