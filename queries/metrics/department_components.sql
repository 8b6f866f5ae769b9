-- One row per component of a department's composite as the month shows it, with what it takes from 100. A rate over 1 to 4 complaints tells no sample.
-- Parameters: $month (first day of the month, DATE), $department_id (VARCHAR)
SELECT dimension, part, domain_id, domain, indicator_id, indicator, component_id, name, source_period,
    CASE WHEN part = 'response' THEN shown_count(sample_size) ELSE sample_size END AS sample_size, score, standard_error, weight, lost
FROM shown_component
WHERE month = $month AND subject_id = $department_id
ORDER BY dimension DESC, part, component_id
