-- One row per sender (null: none stated) whose uploads were loaded within a span: rows that were refused, rows that changed what was
-- there, and rows that still wait because their month is final. Uploads taken back count as refused nowhere.
-- Parameters: $since, $until (first and last moment, TIMESTAMP)
WITH waiting AS (
    SELECT batch_id, sum(waiting_rows) AS waiting_rows FROM correction WHERE state = '待定' GROUP BY batch_id
)
SELECT
    b.sender AS department_id, sum(b.refused_rows) AS refused_rows,
    sum(b.changed_rows) AS changed_rows, coalesce(sum(w.waiting_rows), 0) AS waiting_rows
FROM import_batch AS b
LEFT JOIN waiting AS w ON w.batch_id = b.batch_id
WHERE b.loaded_at BETWEEN $since AND $until AND b.undone_at IS NULL AND b.loaded_by IS NOT NULL
GROUP BY b.sender
ORDER BY b.sender NULLS LAST
