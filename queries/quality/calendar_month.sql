-- One row per day of a month: whether it is a working day, and whether the calendar knows (官方) or guesses (估算).
-- Parameters: $month (first day of the month, DATE)
SELECT day, is_workday, source
FROM calendar_day
WHERE day BETWEEN $month AND last_day(CAST($month AS DATE))
ORDER BY day
