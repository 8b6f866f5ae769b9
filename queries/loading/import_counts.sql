-- One row: how many lines are new, changed, unchanged, refused, how many have to wait for a correction (to_wait of them for the first time),
-- and how many of the accepted ones are flagged. What no check refused and row_outcome does not tell is new.
SELECT
    (SELECT count(*) FROM resolved_row ANTI JOIN refused_line USING (line)) - count(*) AS new,
    count(*) FILTER (outcome = 'changed') AS changed,
    count(*) FILTER (outcome = 'unchanged') AS unchanged,
    (SELECT count(*) FROM refused_line) AS refused,
    count(*) FILTER (outcome IN ('waiting', 'awaiting')) AS waiting,
    count(*) FILTER (outcome = 'waiting') AS to_wait,
    (
        SELECT count(*)
        FROM (SELECT line FROM resolved_row WHERE is_flagged UNION SELECT line FROM warning_of_file)
        ANTI JOIN refused_line USING (line)
    ) AS flagged
FROM row_outcome
