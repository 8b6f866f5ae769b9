-- One row per service record that names another department than the one its item belongs to.
SELECT
    s.line, 'department_id' AS "column", s.department_id AS value,
    '不是事项「' || item.name || '」的办理部门（目录中是「' || owner.name || '」）。请核对事项和部门，或把部门留空' AS message
FROM staged_row AS s
JOIN known_name AS department ON department.kind = 'department' AND department.name = s.department_id
JOIN resolved_row AS r USING (line)
JOIN service_item AS item ON item.item_id = r.item_id AND item.department_id <> department.id
JOIN department AS owner ON owner.department_id = item.department_id
