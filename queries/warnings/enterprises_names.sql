-- One row per enterprise whose name another has too, with another credit code, in the file or in the district.
WITH told AS (
    SELECT enterprise_id, uscc, name FROM resolved_row
    UNION
    SELECT enterprise_id, uscc, name FROM enterprise ANTI JOIN resolved_row USING (enterprise_id)
)
SELECT r.line, 'name' AS "column", r.name AS value, '与代码「' || min(t.uscc) || '」的企业同名。请核对是不是同一家' AS message
FROM resolved_row AS r
JOIN told AS t ON t.name = r.name AND t.uscc <> r.uscc
GROUP BY r.line, r.name
