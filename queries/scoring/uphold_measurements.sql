-- Effect: gives the points of a month the values that the waiting objections claim; a value that should not count is taken out.
-- Parameters: $month (first day of the month, DATE)
UPDATE measurement SET value = o.claimed_value
FROM objection AS o
JOIN point_score AS s ON s.month = o.month AND s.point_id = o.component_id
WHERE o.month = $month AND o.state = '待裁定' AND o.part = 'indicators'
    AND measurement.point_id = o.component_id AND measurement.period = s.source_period
