-- One row: the topic of a complaint: those of its class, department and month without duplicates, and from how many enterprises they came. Both are
-- null when fewer than five enterprises would point at somebody; no row outside the viewer's scope or without a class.
-- Parameters: $viewer (STRUCT), $complaint_id (VARCHAR)
WITH this AS (
    SELECT class_id, department_id, date_trunc('month', submitted_at) AS month
    FROM complaint_in_scope($viewer)
    WHERE complaint_id = $complaint_id AND class_id IS NOT NULL AND department_id IS NOT NULL
)
SELECT
    CAST(any_value(this.month) AS DATE) AS month, any_value(this.class_id) AS class_id, any_value(this.department_id) AS department_id,
    shown_count(count(DISTINCT coalesce(c.enterprise_id, c.complaint_id))) AS enterprises,
    CASE WHEN shown_count(count(DISTINCT coalesce(c.enterprise_id, c.complaint_id))) IS NOT NULL THEN count(c.complaint_id) END AS complaints
FROM this
LEFT JOIN complaint_in_scope($viewer) AS c
    ON c.class_id = this.class_id AND c.department_id = this.department_id AND date_trunc('month', c.submitted_at) = this.month AND c.duplicate_of IS NULL
HAVING count(*) > 0
