-- One row per month of a span in which complaints were submitted that these filters leave (a null one leaves all), as the list of complaints
-- counts them, duplicates and praise too: how many, null for 1 to 4.
-- Parameters: $department_id (VARCHAR), $domain_id (VARCHAR), $class_id (VARCHAR), $channel_id (VARCHAR), $first_month, $last_month (first days of months, DATE)
SELECT CAST(date_trunc('month', submitted_at) AS DATE) AS month, shown_count(count(*)) AS complaints
FROM complaint
WHERE ($department_id IS NULL OR department_id = $department_id) AND ($domain_id IS NULL OR domain_id = $domain_id)
    AND ($class_id IS NULL OR class_id = $class_id) AND ($channel_id IS NULL OR channel_id = $channel_id)
    AND submitted_at >= $first_month AND submitted_at < CAST($last_month AS DATE) + INTERVAL 1 MONTH
GROUP BY ALL
ORDER BY month DESC
