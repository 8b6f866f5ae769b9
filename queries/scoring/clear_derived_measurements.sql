-- Effect: forgets the derived values of a period, before they are computed again.
-- Parameters: $frequency (月, 季 or 年), $first_month (first day of the period, DATE)
DELETE FROM measurement
WHERE source IN ('service_records', 'complaints')
    AND period = $first_month
    AND point_id IN (SELECT point_id FROM point WHERE frequency = $frequency)
