-- One row per kind of thing that somebody has built on complaints of the batch: what (a Chinese noun), how many, one complaint as example.
-- A step taken after the batch concerns all of its complaints, a reference only those that were not there before it.
-- Parameters: $batch_id (VARCHAR), $loaded_at (TIMESTAMP)
WITH mine AS (
    SELECT c.complaint_id, c.state, r.state AS state_before, r.complaint_id IS NULL AS is_new
    FROM complaint AS c
    LEFT JOIN complaint_replaced AS r ON r.replaced_by = $batch_id AND r.source = c.source AND r.complaint_id = c.complaint_id
    WHERE c.batch_id = $batch_id
),
stated AS (
    SELECT complaint_id, arg_max(to_state, occurred_at) AS state FROM complaint_event WHERE batch_id = $batch_id GROUP BY complaint_id
),
built AS (
    SELECT '办理记录' AS what, complaint_id
    FROM (
        SELECT m.complaint_id
        FROM mine AS m
        JOIN complaint_event AS e USING (complaint_id)
        WHERE e.batch_id IS DISTINCT FROM $batch_id AND (m.is_new OR e.occurred_at >= $loaded_at)
        UNION
        SELECT m.complaint_id
        FROM mine AS m
        LEFT JOIN stated AS s USING (complaint_id)
        WHERE m.state IS DISTINCT FROM coalesce(s.state, m.state_before)
    )
    UNION ALL
    SELECT '回访', m.complaint_id FROM mine AS m JOIN callback AS b USING (complaint_id) WHERE m.is_new
    UNION ALL
    SELECT '指向它的重复诉求', m.complaint_id
    FROM mine AS m
    JOIN complaint AS d ON d.duplicate_of = m.complaint_id AND d.batch_id IS DISTINCT FROM $batch_id
    WHERE m.is_new
    UNION ALL
    SELECT '整改事项', m.complaint_id
    FROM mine AS m
    JOIN rectification AS r ON r.origin_kind = 'complaint' AND r.origin_id = m.complaint_id
    WHERE m.is_new
)
SELECT what, count(*) AS found, min(complaint_id) AS example FROM built GROUP BY what ORDER BY what
