-- One row per rate of the three (responded, solved, satisfied) of the whole district in a month: hits out of a sample out of a population.
-- A sample of 1 to 4 has no hits: a rate over so few would tell what one of them said.
-- Parameters: $month (first day of the month, DATE)
SELECT rate, CASE WHEN shown_count(sample) IS NOT NULL THEN hits END AS hits, sample, population
FROM response_rate
WHERE month = $month AND subject_id = 'district'
ORDER BY CASE rate WHEN 'responded' THEN 1 WHEN 'solved' THEN 2 ELSE 3 END
