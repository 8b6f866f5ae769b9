-- One row per bonus or penalty decided for a department in a month, as decided: the caps apply to their sums.
-- Parameters: $month (first day of the month, DATE), $department_id (VARCHAR)
SELECT kind, points, basis
FROM score_adjustment
WHERE month = $month AND department_id = $department_id
ORDER BY kind, points DESC, basis
