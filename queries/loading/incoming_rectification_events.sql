-- One row per incoming rectification whose state differs from what the district has, at the time that this state stands for. An import states
-- what the source says; it is no move through the states, so from_state is empty and the reason tells the state before.
-- Parameters: $now (TIMESTAMP)
SELECT
    i.rectification_id,
    coalesce(
        CASE i.state WHEN 'closed' THEN i.closed_at WHEN 'lookback' THEN i.verified_at WHEN 'verified' THEN i.verified_at
            WHEN 'claimed' THEN i.claimed_at WHEN 'reminded' THEN i.opened_at END,
        CAST($now AS TIMESTAMP)) AS occurred_at,
    CAST(NULL AS VARCHAR) AS from_state, i.state AS to_state, '数据导入' AS actor,
    '批次 ' || i.batch_id || coalesce('，原状态「' || s.label || '」', '') AS reason, i.batch_id
FROM incoming AS i
LEFT JOIN rectification AS t ON t.rectification_id = i.rectification_id
LEFT JOIN state AS s ON s.entity = 'rectification' AND s.state = t.state
WHERE i.state IS DISTINCT FROM t.state
ORDER BY i.line
