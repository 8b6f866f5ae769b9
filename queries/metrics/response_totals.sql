-- One row per rate of the three (responded, solved, satisfied) of the whole district in a month: hits out of a sample out of a population.
-- Parameters: $month (first day of the month, DATE)
SELECT rate, hits, sample, population
FROM response_rate
WHERE month = $month AND subject_id = 'district'
ORDER BY CASE rate WHEN 'responded' THEN 1 WHEN 'solved' THEN 2 ELSE 3 END
