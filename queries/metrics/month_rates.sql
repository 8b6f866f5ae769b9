-- One row per department and rate of the three (responded, solved, satisfied) in a month: hits out of a sample out of a population.
-- A sample of 1 to 4 has no hits: a rate over so few would tell what one of them said.
-- Parameters: $month (first day of the month, DATE)
SELECT subject_id, rate, CASE WHEN shown_count(sample) IS NOT NULL THEN hits END AS hits, shown_count(sample) AS sample, shown_count(population) AS population
FROM response_rate
WHERE month = $month
ORDER BY subject_id, CASE rate WHEN 'responded' THEN 1 WHEN 'solved' THEN 2 ELSE 3 END
