-- Effect: temporary table closed_line, one row per line and published month in which what it changes counts: by its month of finish, before and after.
-- When a record was submitted, and where, is not scored.
CREATE OR REPLACE TEMP TABLE closed_line AS
WITH moved AS (
    SELECT
        i.line, i.item_id, CAST(date_trunc('month', i.finished_at) AS DATE) AS finished_month,
        s.item_id AS item_before, CAST(date_trunc('month', s.finished_at) AS DATE) AS finished_before
    FROM incoming AS i
    LEFT JOIN stored_row AS s ON s.line = i.line
    WHERE (i.item_id, i.department_id, i.accepted_at, i.finished_at, i.limit_days, i.is_returned, i.is_online, i.is_compliant, i.visits, i.quantity, i.rating)
        IS DISTINCT FROM
        (s.item_id, s.department_id, s.accepted_at, s.finished_at, s.limit_days, s.is_returned, s.is_online, s.is_compliant, s.visits, s.quantity, s.rating)
),
either AS (
    SELECT line, item_id, finished_month FROM moved WHERE finished_month IS NOT NULL
    UNION ALL
    SELECT line, item_before, finished_before FROM moved WHERE finished_before IS NOT NULL
)
SELECT line, f.month FROM either JOIN service_reach AS f ON f.item_id IS NULL AND f.finished_month = either.finished_month
UNION
SELECT line, f.month FROM either JOIN service_reach AS f ON f.item_id = either.item_id AND f.finished_month = either.finished_month
