-- One row per rate of the three (responded, solved, satisfied) of a subject in a month: hits out of a sample out of a population.
-- What counts 1 to 4 complaints is null, and so is a rate over so few; is_small says so.
-- Parameters: $month (first day of the month, DATE), $subject_id (department_id or 'district', VARCHAR)
SELECT rate, CASE WHEN shown_count(sample) IS NOT NULL THEN hits END AS hits, shown_count(sample) AS sample, shown_count(population) AS population,
    shown_count(sample) IS NULL AS is_small
FROM response_rate
WHERE month = $month AND subject_id = $subject_id
ORDER BY CASE rate WHEN 'responded' THEN 1 WHEN 'solved' THEN 2 ELSE 3 END
