-- One row per overdue rectification: whose it is and how many calendar days late, the latest department first.
-- One that came from a complaint goes by its problem class: whoever opened it may have copied the complainant's words.
-- Parameters: $now (TIMESTAMP)
SELECT
    r.rectification_id, r.department_id, coalesce(r.department, r.department_id) AS department,
    CASE WHEN r.origin_kind = 'complaint' THEN coalesce(p.name, '企业诉求') ELSE r.title END AS title,
    r.due_at, greatest(1, date_diff('day', CAST(r.due_at AS DATE), CAST($now AS DATE))) AS days_late
FROM rectification_status AS r
LEFT JOIN complaint_status AS c ON r.origin_kind = 'complaint' AND c.complaint_id = r.origin_id
LEFT JOIN problem_class AS p ON p.class_id = c.class_id
WHERE r.opened_at <= $now AND r.overdue_from < $now
ORDER BY max(days_late) OVER (PARTITION BY r.department_id) DESC, r.department_id, days_late DESC, r.rectification_id
