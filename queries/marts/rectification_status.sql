-- One row per rectification: where it stands in the loop and from when on it counts as overdue.
-- phase: 在改 until the department claims that it is done, 待核验 until somebody else has checked, 回头看 until it is struck off, 已销号.
-- The claim stops the department's clock, so overdue_from is empty unless the rectification is still 在改.
SELECT
    r.*, d.short_name AS department,
    CASE s.stage WHEN 'open' THEN '在改' WHEN 'claimed' THEN '待核验' WHEN 'verified' THEN '回头看' WHEN 'closed' THEN '已销号' END AS phase,
    CASE WHEN s.stage = 'open' THEN r.due_at END AS overdue_from
FROM rectification AS r
JOIN state AS s ON s.entity = 'rectification' AND s.state = r.state
LEFT JOIN department AS d ON d.department_id = r.department_id
