-- One row per letter that was issued and not voided: whether it is answered, and from when on its reply counts as overdue.
SELECT
    l.*, d.short_name AS department,
    l.replied_at IS NOT NULL AS is_replied,
    CASE WHEN l.replied_at IS NULL THEN l.reply_due_at END AS reply_overdue_from
FROM letter AS l
LEFT JOIN department AS d ON d.department_id = l.department_id
WHERE l.issued_at IS NOT NULL AND l.state <> 'void'
