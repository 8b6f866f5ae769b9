-- Effect: temporary table closed_line, one row per line and published month in which what it changes counts: what the calls of the file turn the
-- outcome of their complaints into.
CREATE OR REPLACE TEMP TABLE closed_line AS
WITH called AS (
    SELECT complaint_id FROM incoming
    UNION
    SELECT complaint_id FROM stored_row
),
concerned AS (SELECT c.* FROM complaint AS c SEMI JOIN called USING (complaint_id)),
calls_after AS (
    SELECT callback_id, complaint_id, called_at, is_reached, is_solved, is_satisfied
    FROM callback
    ANTI JOIN (SELECT callback_id FROM incoming) AS i USING (callback_id)
    UNION ALL
    SELECT callback_id, complaint_id, called_at, is_reached, is_solved, is_satisfied FROM incoming
),
after AS (SELECT * FROM complaint_fact_of('concerned', 'calls_after')),
before AS (SELECT * FROM complaint_fact_of('concerned', 'callback')),
differing AS (
    (SELECT * FROM after EXCEPT SELECT * FROM before)
    UNION
    (SELECT * FROM before EXCEPT SELECT * FROM after)
),
closed AS (
    SELECT DISTINCT d.complaint_id, f.month
    FROM differing AS d
    JOIN complaint_reach AS f ON f.fact_month = d.month
)
SELECT i.line, c.month FROM incoming AS i JOIN closed AS c ON c.complaint_id = i.complaint_id
UNION
SELECT s.line, c.month FROM stored_row AS s JOIN closed AS c ON c.complaint_id = s.complaint_id
