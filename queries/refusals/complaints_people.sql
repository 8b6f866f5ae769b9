-- One row per number of a person that a spreadsheet has turned into 1.54E+10: its last digits are lost, and nobody would notice.
SELECT line, 'phone' AS "column", phone AS value, '已被表格软件改成科学计数法，末几位丢失。请把该列设为文本格式后重新导出' AS message
FROM staged_row WHERE regexp_full_match(phone, '\d(\.\d+)?[eE]\+?\d{1,2}')
UNION ALL
SELECT line, 'id_number', id_number, '已被表格软件改成科学计数法，末几位丢失。请把该列设为文本格式后重新导出'
FROM staged_row WHERE regexp_full_match(id_number, '\d(\.\d+)?[eE]\+?\d{1,2}')
