-- One row: a subject's scores in a month; none if it was not scored.
-- Parameters: $month (first day of the month, DATE), $subject_id (department_id or 'district', VARCHAR)
SELECT s.*, coalesce(d.name, '全区') AS name
FROM department_score AS s
LEFT JOIN department AS d ON d.department_id = s.subject_id
WHERE s.month = $month AND s.subject_id = $subject_id
