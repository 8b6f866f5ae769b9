-- One row: how many rectifications are overdue, in work, and opened within a day.
-- Parameters: $now (TIMESTAMP)
SELECT
    count(*) FILTER (state IN ('reminded', 'signed', 'rectifying') AND due_at < $now) AS overdue,
    count(*) FILTER (state IN ('reminded', 'signed', 'rectifying')) AS in_work,
    count(*) FILTER (opened_at > CAST($now AS TIMESTAMP) - INTERVAL 24 HOUR) AS opened
FROM rectification
