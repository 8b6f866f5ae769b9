-- One row per rectification that may take its next step now: overdue first, then what falls due, then what has waited longest.
-- A claim comes in the last days of the term, a check a day after the claim, striking off after the look-back. What has been
-- overdue stays for a while: the feed ends it only beyond $longest_days, or when more than $most_overdue are. While fewer than
-- $fewest_overdue are, some are left to run over its term.
-- Parameters: $now (TIMESTAMP), $most_overdue, $fewest_overdue, $longest_days
WITH waiting AS (
    SELECT r.*, (SELECT max(e.occurred_at) FROM rectification_event AS e WHERE e.rectification_id = r.rectification_id) AS since,
        r.state IN ('reminded', 'signed', 'rectifying') AND r.due_at < $now AS is_overdue
    FROM rectification AS r
    WHERE r.state <> 'closed'
),
ordered AS (
    SELECT *, count(*) FILTER (is_overdue) OVER () AS overdue_now FROM waiting
)
SELECT rectification_id, state, due_at, lookback_due_at, since
FROM ordered
WHERE since <= $now AND CASE
    WHEN is_overdue THEN overdue_now > $most_overdue OR due_at < CAST($now AS TIMESTAMP) - to_days($longest_days::INTEGER)
    WHEN state IN ('reminded', 'signed') THEN since < CAST($now AS TIMESTAMP) - INTERVAL 3 HOUR
    WHEN state = 'rectifying' THEN due_at < CAST($now AS TIMESTAMP) + INTERVAL 4 DAY AND since < CAST($now AS TIMESTAMP) - INTERVAL 3 HOUR
        AND NOT (overdue_now < $fewest_overdue AND left(md5(rectification_id), 1) < '6')
    WHEN state = 'claimed' THEN since < CAST($now AS TIMESTAMP) - INTERVAL 20 HOUR
    WHEN state = 'verified' THEN since < CAST($now AS TIMESTAMP) - INTERVAL 1 HOUR
    ELSE lookback_due_at < $now END
ORDER BY is_overdue DESC, CASE WHEN state = 'rectifying' THEN 0 ELSE 1 END, due_at, rectification_id
LIMIT 20
