-- One row per service record that the district has from another source under the same number: one piece of work may count twice.
SELECT r.line, 'record_id' AS "column", r.record_id AS value, '来源「' || min(t.source) || '」已有同一编号的办件，可能重复计数。请核对来源系统' AS message
FROM resolved_row AS r
JOIN met_record AS t ON t.record_id = r.record_id AND t.source <> r.source AND t.item_id = r.item_id AND t.submitted_at = r.submitted_at
GROUP BY r.line, r.record_id
