-- One row per kind of thing that somebody has built on rectifications of the batch: what (a Chinese noun), how many, one as example.
-- A step concerns all of its rectifications when it was taken after the batch, and those that were not there before it in any case.
-- Parameters: $batch_id (VARCHAR), $loaded_at (TIMESTAMP)
WITH mine AS (
    SELECT t.rectification_id, t.state, r.state AS state_before, r.rectification_id IS NULL AS is_new
    FROM rectification AS t
    LEFT JOIN rectification_replaced AS r ON r.replaced_by = $batch_id AND r.rectification_id = t.rectification_id
    WHERE t.batch_id = $batch_id
),
stated AS (
    SELECT rectification_id, arg_max(to_state, occurred_at) AS state
    FROM rectification_event
    WHERE batch_id = $batch_id
    GROUP BY rectification_id
),
built AS (
    SELECT m.rectification_id
    FROM mine AS m
    JOIN rectification_event AS e USING (rectification_id)
    WHERE e.batch_id IS DISTINCT FROM $batch_id AND (m.is_new OR e.occurred_at >= $loaded_at)
    UNION
    SELECT m.rectification_id
    FROM mine AS m
    LEFT JOIN stated AS s USING (rectification_id)
    WHERE m.state IS DISTINCT FROM coalesce(s.state, m.state_before)
)
SELECT '办理记录' AS what, count(*) AS found, min(rectification_id) AS example FROM built HAVING count(*) > 0
