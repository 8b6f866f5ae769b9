-- One row per service record that names another department than the one its item belongs to.
WITH elsewhere AS (
    SELECT r.line, item.name AS item, item.department_id
    FROM resolved_row AS r
    JOIN service_item AS item ON item.item_id = r.item_id
    WHERE r.department_id <> item.department_id
)
SELECT
    s.line, 'department_id' AS "column", s.department_id AS value,
    '不是事项「' || e.item || '」的办理部门（目录中是「' || owner.name || '」）。请核对事项和部门，或把部门留空' AS message
FROM elsewhere AS e
JOIN staged_row AS s ON s.line = e.line
JOIN department AS owner ON owner.department_id = e.department_id
WHERE s.department_id IS NOT NULL
