-- One row: one rectification with both its clocks, also in working days; none outside the viewer's departments. Free texts only where it did not come
-- from a complaint.
-- Parameters: $departments (the viewer's own, VARCHAR[]; null for all), $rectification_id (VARCHAR), $now (TIMESTAMP)
WITH passed AS (
    SELECT day, workdays_before + CAST(is_workday AS INTEGER) AS workdays FROM calendar_day
)
SELECT
    r.*, clock.* EXCLUDE (rectification_id), s.label AS state_label, s.stage,
    greatest(0, replied.workdays - issued.workdays) AS reply_workdays, reply_due.workdays - issued.workdays AS reply_limit_workdays,
    greatest(0, finished.workdays - opened.workdays) AS term_workdays, due.workdays - opened.workdays AS term_limit_workdays,
    i.inspection_id, i.kind AS inspection_kind, i.inspected_at, i.is_covert, f.title AS finding, f.severity, l.title AS letter_title
FROM rectification_found(CAST($departments AS VARCHAR[]), NULL, NULL, NULL, NULL, CAST($now AS TIMESTAMP)) AS r
JOIN rectification_clocked([CAST($rectification_id AS VARCHAR)], CAST($now AS TIMESTAMP)) AS clock ON clock.rectification_id = r.rectification_id
LEFT JOIN state AS s ON s.entity = 'rectification' AND s.state = r.state
LEFT JOIN finding AS f ON r.origin_kind = 'inspection' AND f.finding_id = r.origin_id
LEFT JOIN inspection AS i ON i.inspection_id = coalesce(f.inspection_id, CASE WHEN r.origin_kind = 'inspection' THEN r.origin_id END)
LEFT JOIN letter AS l ON l.letter_id = clock.letter_id
LEFT JOIN passed AS opened ON opened.day = CAST(r.opened_at AS DATE)
LEFT JOIN passed AS due ON due.day = CAST(r.due_at AS DATE)
LEFT JOIN passed AS finished ON finished.day = CAST(coalesce(r.claimed_at, $now) AS DATE)
LEFT JOIN passed AS issued ON issued.day = CAST(clock.issued_at AS DATE)
LEFT JOIN passed AS reply_due ON reply_due.day = CAST(clock.reply_due_at AS DATE)
LEFT JOIN passed AS replied ON replied.day = CAST(coalesce(clock.replied_at, $now) AS DATE)
