-- One row per enterprise whose credit code the district has under another number.
SELECT s.line, 'uscc' AS "column", s.uscc AS value, '已是企业「' || e.enterprise_id || '」的代码。请改用这个企业编号，或把企业编号留空' AS message
FROM staged_row AS s
JOIN enterprise AS e ON e.uscc = s.uscc AND e.enterprise_id <> s.enterprise_id
