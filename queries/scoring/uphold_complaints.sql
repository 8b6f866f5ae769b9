-- Effect: takes the complaints that by the waiting objections of a month are not the department's from it.
-- Parameters: $month (first day of the month, DATE)
UPDATE complaint SET department_id = NULL
FROM objection AS o
WHERE o.month = $month AND o.state = '待裁定' AND o.part = 'response'
    AND complaint.complaint_id = o.component_id AND complaint.department_id = o.department_id
