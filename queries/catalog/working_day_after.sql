-- One row (none beyond the calendar): the day that is $days working days after $day, and whether an estimated day lies between.
-- Parameters: $day (DATE), $days (whole number of working days, 0 or more)
WITH origin AS (
    SELECT day, workdays_before + CAST(is_workday AS INTEGER) AS gone FROM calendar_day WHERE day = $day
),
due AS (
    SELECT origin.day AS start_day, c.day
    FROM origin
    JOIN calendar_day AS c
        ON ($days = 0 AND c.day = origin.day)
        OR ($days > 0 AND c.is_workday AND c.workdays_before = origin.gone + $days - 1)
)
SELECT due.day, bool_or(c.source = '估算') AS is_estimated
FROM due
JOIN calendar_day AS c ON c.day BETWEEN due.start_day AND due.day
GROUP BY due.day
