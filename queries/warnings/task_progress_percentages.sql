-- One row per progress written as a fraction of one: 0.6 for 60 %, as workbooks keep it.
SELECT line, 'planned_percent' AS "column", planned_percent_text AS value, '小于 1。如果是比例，请改填百分数（0.6 填 60）' AS message
FROM staged_row
WHERE planned_percent > 0 AND planned_percent < 1 AND NOT regexp_matches(planned_percent_text, '[%％]')
UNION ALL
SELECT line, 'actual_percent', actual_percent_text, '小于 1。如果是比例，请改填百分数（0.6 填 60）'
FROM staged_row
WHERE actual_percent > 0 AND actual_percent < 1 AND NOT regexp_matches(actual_percent_text, '[%％]')
