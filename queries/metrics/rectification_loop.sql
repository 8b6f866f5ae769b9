-- One row: this year's register of rectifications (opened this year, or still open when it began) by phase; overdue is part of 在改.
-- Parameters: $now (TIMESTAMP)
SELECT
    count(*) AS registered,
    count(*) FILTER (phase = '已销号') AS closed,
    count(*) FILTER (phase = '回头看') AS looked_back,
    count(*) FILTER (phase = '待核验') AS claimed,
    count(*) FILTER (phase = '在改') AS in_work,
    count(*) FILTER (overdue_from < $now) AS overdue
FROM rectification_status
WHERE opened_at <= $now
    AND (opened_at >= date_trunc('year', CAST($now AS TIMESTAMP)) OR phase <> '已销号' OR closed_at >= date_trunc('year', CAST($now AS TIMESTAMP)))
