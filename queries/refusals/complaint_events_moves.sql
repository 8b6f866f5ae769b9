-- One row per step that leads from its state to one that the states table does not allow next. A step without the state before is history alone.
SELECT
    s.line, 'to_state' AS "column", s.to_state AS value,
    '不能从「' || origin.label || '」直接到这一步。下一步可以是：'
        || coalesce((SELECT string_agg(n.label, '、' ORDER BY n.position) FROM state AS n
            WHERE n.entity = 'complaint' AND list_contains(string_split(coalesce(origin.next_states, ''), ';'), n.state)), '无（已是终点）')
        || '。请核对前后状态' AS message
FROM resolved_row AS r
JOIN staged_row AS s USING (line)
JOIN state AS origin ON origin.entity = 'complaint' AND origin.state = r.from_state
WHERE s.from_state IS NOT NULL AND r.to_state IS NOT NULL AND NOT list_contains(string_split(coalesce(origin.next_states, ''), ';'), r.to_state)
