-- One row per subject (a department, or 'district' for the whole) and smallest part of its composite, with the weight it carries there.
-- Weights of what is present sum to 1: a part that a subject lacks is left out and the rest renormalised, at every level.
-- The district is scored by the same rule, as one who leads every indicator, answers every complaint and owns every task.
-- Parameters: $month (first day of the month, DATE), $z (standard errors of the interval, DOUBLE)
WITH p AS (SELECT * FROM scoring_parameter),
subject AS (SELECT subject_id FROM score_subject WHERE valid_from <= last_day(CAST($month AS DATE)) AND valid_to >= $month),
indicator_share AS (
    SELECT s.subject_id, i.indicator_id, i.weight / sum(i.weight) OVER (PARTITION BY s.subject_id ORDER BY i.indicator_id
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS share
    FROM subject AS s
    JOIN indicator_score AS i ON i.month = $month AND i.score IS NOT NULL AND s.subject_id IN (i.lead_department_id, 'district')
),
point_share AS (
    SELECT point_id, indicator_id, source_period, sample_size, score, standard_error, weight / sum(weight) OVER (PARTITION BY indicator_id
        ORDER BY point_id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS share
    FROM point_score
    WHERE month = $month AND score IS NOT NULL
),
rate_share AS (
    SELECT
        r.subject_id, r.rate, r.sample, r.hits / r.sample AS fraction,
        weight / sum(weight) OVER (PARTITION BY r.subject_id ORDER BY r.rate ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS share
    FROM (
        SELECT m.*, p.minimum_sample,
            CASE m.rate WHEN 'responded' THEN p.responded_weight WHEN 'solved' THEN p.solved_weight ELSE p.satisfied_weight END AS weight
        FROM response_rate AS m CROSS JOIN p
        WHERE m.month = $month
    ) AS r
    WHERE r.sample >= r.minimum_sample AND r.weight > 0
),
component AS (
    SELECT i.subject_id, 'perception' AS dimension, 'indicators' AS part, q.point_id AS component_id, q.source_period, q.sample_size,
        q.score, q.standard_error, i.share * q.share AS share
    FROM indicator_share AS i
    JOIN point_share AS q ON q.indicator_id = i.indicator_id
    UNION ALL
    SELECT r.subject_id, 'perception', 'response', r.rate, CAST($month AS DATE), r.sample, round(100 * r.fraction, 9),
        100 / (1 + pow($z, 2) / r.sample) * sqrt(r.fraction * (1 - r.fraction) / r.sample + pow($z / (2 * r.sample), 2)), r.share
    FROM rate_share AS r
    JOIN subject AS s ON s.subject_id = r.subject_id
    UNION ALL
    SELECT s.subject_id, 'completion', 'tasks', t.task_id, CAST($month AS DATE), 1, round(t.completion, 9), 0,
        1 / count(*) OVER (PARTITION BY s.subject_id)
    FROM task_month AS t
    JOIN subject AS s ON t.month = $month AND s.subject_id IN (t.lead_department_id, 'district')
),
part_weight AS (
    SELECT * FROM (
        SELECT DISTINCT c.subject_id, c.dimension, c.part,
            CASE c.part WHEN 'indicators' THEN p.indicator_weight WHEN 'response' THEN p.response_weight ELSE 1 END AS part_weight,
            CASE c.dimension WHEN 'perception' THEN p.perception_weight ELSE p.completion_weight END AS dimension_weight
        FROM component AS c CROSS JOIN p
    )
    WHERE part_weight > 0 AND dimension_weight > 0
),
dimension_total AS (
    SELECT subject_id, dimension, any_value(dimension_weight) AS dimension_weight, sum(part_weight) AS parts
    FROM part_weight GROUP BY subject_id, dimension
),
subject_total AS (
    SELECT subject_id, sum(dimension_weight) AS dimensions FROM dimension_total GROUP BY subject_id
)
SELECT
    CAST($month AS DATE) AS month, c.subject_id, c.dimension, c.part, c.component_id, c.source_period, c.sample_size, c.score, c.standard_error,
    c.share * w.part_weight / d.parts * w.dimension_weight / t.dimensions AS weight
FROM component AS c
JOIN part_weight AS w ON w.subject_id = c.subject_id AND w.dimension = c.dimension AND w.part = c.part
JOIN dimension_total AS d ON d.subject_id = c.subject_id AND d.dimension = c.dimension
JOIN subject_total AS t ON t.subject_id = c.subject_id
ORDER BY c.subject_id, c.dimension, c.part, c.component_id
