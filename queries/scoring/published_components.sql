-- One row per component of a subject's composite as it was published in a version of the month's ranking.
-- Parameters: $month (first day of the month, DATE), $version (INTEGER), $subject_id (department_id or 'district', VARCHAR)
SELECT * EXCLUDE (month, version)
FROM published_component
WHERE month = $month AND version = $version AND subject_id = $subject_id
ORDER BY dimension DESC, part, component_id
