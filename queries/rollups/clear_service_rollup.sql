-- Effect: forgets the rollup rows of these months before they are counted again.
-- Parameters: $first_month (DATE), $last_month (DATE)
DELETE FROM service_rollup WHERE month BETWEEN $first_month AND $last_month
