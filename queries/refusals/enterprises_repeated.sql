-- One row per enterprise whose credit code or number an earlier line of the file has already; the first line counts.
WITH numbered AS (
    SELECT line, uscc AS value, 'uscc' AS "column", first_value(line) OVER (PARTITION BY uscc ORDER BY line) AS first_line
    FROM staged_row
    WHERE uscc IS NOT NULL
    UNION ALL
    SELECT line, enterprise_id, 'enterprise_id', first_value(line) OVER (PARTITION BY enterprise_id ORDER BY line)
    FROM staged_row
    WHERE enterprise_id IS NOT NULL
)
SELECT line, "column", value, '与第 ' || first_line || ' 行重复。请只保留一行' AS message
FROM numbered
WHERE line > first_line
