-- One row per kind of thing that refers to enterprises that the batch brought: what (a Chinese noun), how many, one enterprise as example.
-- Those that were there before stay known when the batch is taken back.
-- Parameters: $batch_id (VARCHAR), $loaded_at (TIMESTAMP: not asked, what refers to a new enterprise came later)
WITH mine AS (
    SELECT e.enterprise_id
    FROM enterprise AS e
    ANTI JOIN (SELECT enterprise_id FROM enterprise_replaced WHERE replaced_by = $batch_id) AS r USING (enterprise_id)
    WHERE e.batch_id = $batch_id AND $loaded_at IS NOT NULL
),
built AS (
    SELECT '诉求' AS what, m.enterprise_id FROM mine AS m JOIN complaint AS c USING (enterprise_id)
    UNION ALL
    SELECT '联系点问题', m.enterprise_id FROM mine AS m JOIN contact_point_issue AS i USING (enterprise_id)
)
SELECT what, count(*) AS found, min(enterprise_id) AS example FROM built GROUP BY what ORDER BY what
