-- Effect: forgets the derived values of the periods that end in the month, before they are computed again.
-- Parameters: $month (first day of the month, DATE)
DELETE FROM measurement
WHERE source IN ('service_records', 'complaints')
    AND point_id IN (
        SELECT point_id FROM point
        WHERE measurement.period = CASE frequency
            WHEN '月' THEN CAST($month AS DATE)
            WHEN '季' THEN CAST($month AS DATE) - INTERVAL 2 MONTH
            ELSE CAST($month AS DATE) - INTERVAL 11 MONTH END)
