-- Effect: temporary table closed_line, one row per line and published month in which what it changes counts: the facts about a complaint that
-- are scored, each in its month, before and after. A later step of an old complaint changes no fact of an earlier month.
CREATE OR REPLACE TEMP TABLE closed_line AS
WITH after AS (SELECT * FROM complaint_fact_of('incoming', 'callback')),
before AS (SELECT * FROM complaint_fact_of('stored_row', 'callback')),
differing AS (
    (SELECT * FROM after EXCEPT SELECT * FROM before)
    UNION
    (SELECT * FROM before EXCEPT SELECT * FROM after)
)
SELECT DISTINCT i.line, f.month
FROM differing AS d
JOIN complaint_reach AS f ON f.fact_month = d.month
JOIN incoming AS i ON i.source = d.source AND i.complaint_id = d.complaint_id
