-- One row per department that said of complaints in a month that they are done: how many, and how many of them the enterprises rated.
-- Of 1 to 4 complaints neither number is shown: is_small.
-- Parameters: $month (first day of the month, DATE)
SELECT subject_id AS department_id, shown_count(population) IS NULL AS is_small,
    shown_count(population) AS closed, CASE WHEN shown_count(population) IS NOT NULL THEN sample END AS rated
FROM response_rate
WHERE month = $month AND rate = 'satisfied' AND subject_id <> 'district'
ORDER BY subject_id
