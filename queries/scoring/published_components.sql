-- One row per component of a month's scores, marked with the version under which they are published.
-- Parameters: $month (first day of the month, DATE), $version (INTEGER)
SELECT month, CAST($version AS INTEGER) AS version, subject_id, dimension, part, component_id, source_period, sample_size, score, standard_error, weight
FROM score_component
WHERE month = $month
ORDER BY subject_id, part, component_id
