-- One row per complaint that a number counts and this viewer may know of, the latest submitted first: class and clock, nothing of who
-- complained or what was said. What enterprises answered about the viewer's own organisation is not told one by one: no row then.
-- Parameters: $viewer (STRUCT), $fact (submitted, responded, due, called, solved or satisfied, VARCHAR), $first_month, $last_month (first days of the period's first and last month, DATE), $department_id, $domain_id, $class_id, $channel_id (null: any, VARCHAR), $limit (BIGINT)
WITH counted AS (
    SELECT
        o.complaint_id, o.class_id, o.submitted_at,
        CASE $fact WHEN 'responded' THEN o.is_responded_in_time WHEN 'due' THEN o.is_claimed_in_time
            WHEN 'called' THEN o.is_called WHEN 'solved' THEN o.is_reached AND o.is_solved WHEN 'satisfied' THEN o.is_reached AND o.is_satisfied END AS is_hit
    FROM complaint_in_scope($viewer) AS s
    JOIN complaint_outcome AS o ON o.complaint_id = s.complaint_id
    WHERE NOT (s.is_own AND $fact IN ('called', 'solved', 'satisfied'))
        AND ($department_id IS NULL OR o.department_id = $department_id)
        AND ($domain_id IS NULL OR o.domain_id = $domain_id)
        AND ($class_id IS NULL OR o.class_id = $class_id)
        AND ($channel_id IS NULL OR o.channel_id = $channel_id)
        AND CASE $fact WHEN 'submitted' THEN o.submitted_month WHEN 'responded' THEN o.response_month WHEN 'due' THEN o.due_month
            ELSE o.claimed_month END BETWEEN $first_month AND $last_month
        AND CASE $fact WHEN 'solved' THEN o.is_solved IS NOT NULL WHEN 'satisfied' THEN o.is_satisfied IS NOT NULL ELSE true END
)
SELECT c.complaint_id, p.name AS class, c.submitted_at, c.is_hit
FROM counted AS c
LEFT JOIN problem_class AS p ON p.class_id = c.class_id
ORDER BY c.submitted_at DESC, c.complaint_id DESC
LIMIT $limit
