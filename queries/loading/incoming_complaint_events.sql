-- One row per incoming complaint whose state differs from what the district has. An import states what the source says;
-- it is no move through the states, so from_state is empty and the reason tells the state before.
-- Parameters: $now (TIMESTAMP)
SELECT
    i.complaint_id, CAST($now AS TIMESTAMP) AS occurred_at, CAST(NULL AS VARCHAR) AS from_state, i.state AS to_state, '数据导入' AS actor,
    '批次 ' || i.batch_id || coalesce('，原状态「' || s.label || '」', '') AS reason,
    i.batch_id
FROM incoming AS i
LEFT JOIN complaint AS t ON t.source = i.source AND t.complaint_id = i.complaint_id
LEFT JOIN state AS s ON s.entity = 'complaint' AND s.state = t.state
WHERE i.state IS DISTINCT FROM t.state
ORDER BY i.line
