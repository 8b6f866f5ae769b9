-- One row: the district's composite and two dimensions in a month, the month before, and the error of each difference.
-- What both months measured anew adds up; what one carried forward from the other cancels. A new rule version has no movement.
-- Parameters: $month (first day of the month, DATE), $z (standard errors of the interval, DOUBLE)
WITH part AS (
    SELECT dimension, part, component_id, source_period,
        CASE WHEN month = $month THEN 1 ELSE -1 END * standard_error AS error,
        weight,
        weight / sum(weight) OVER (PARTITION BY month, dimension ORDER BY part, component_id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS share
    FROM score_component
    WHERE subject_id = 'district' AND month IN ($month, CAST($month AS DATE) - INTERVAL 1 MONTH)
),
change AS (
    SELECT dimension, part, component_id, source_period,
        sum(weight * error ORDER BY weight) AS composite, sum(share * error ORDER BY share) AS own
    FROM part
    GROUP BY ALL
),
difference AS (
    SELECT
        sqrt(sum(pow(composite, 2) ORDER BY part, component_id, source_period)) AS composite,
        sqrt(sum(pow(own, 2) ORDER BY part, component_id, source_period) FILTER (dimension = 'perception')) AS perception,
        sqrt(sum(pow(own, 2) ORDER BY part, component_id, source_period) FILTER (dimension = 'completion')) AS completion
    FROM change
)
SELECT
    s.month, s.score, s.perception, s.completion, s.coverage, $z * s.standard_error AS score_error,
    s.score - b.score AS score_movement, $z * d.composite AS score_movement_error,
    s.perception - b.perception AS perception_movement, $z * d.perception AS perception_movement_error,
    s.completion - b.completion AS completion_movement, $z * d.completion AS completion_movement_error
FROM department_score AS s
CROSS JOIN difference AS d
LEFT JOIN department_score AS b
    ON b.subject_id = s.subject_id AND b.month = s.month - INTERVAL 1 MONTH AND b.rule_version = s.rule_version
WHERE s.month = $month AND s.subject_id = 'district'
