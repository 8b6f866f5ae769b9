-- One row per month before a given one whose first ranking is still a draft, oldest first.
-- Parameters: $before (first day of a month, DATE)
SELECT month FROM ranking_snapshot
WHERE month < $before
GROUP BY month
HAVING bool_and(status = 'draft')
ORDER BY month
