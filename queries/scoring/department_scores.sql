-- One row per subject (a department, or 'district'): its two dimensions and its composite, rounded to a billionth of a point
-- so that ties are ties. A figure without a sample size is complete and counts as a sufficient sample.
-- Parameters: $month (first day of the month, DATE)
WITH p AS (SELECT * FROM scoring_parameter),
subject AS (SELECT subject_id FROM score_subject WHERE valid_from <= last_day(CAST($month AS DATE)) AND valid_to >= $month),
summed AS (
    SELECT
        subject_id,
        sum(weight * score ORDER BY part, component_id) AS total,
        sum(weight * score ORDER BY part, component_id) FILTER (dimension = 'perception')
            / sum(weight ORDER BY part, component_id) FILTER (dimension = 'perception') AS perception,
        sum(weight * score ORDER BY part, component_id) FILTER (dimension = 'completion')
            / sum(weight ORDER BY part, component_id) FILTER (dimension = 'completion') AS completion,
        sqrt(sum(pow(weight * standard_error, 2) ORDER BY part, component_id)) AS standard_error,
        sum(coalesce(sample_size, p.minimum_sample)) AS sample_size,
        bool_or(part = 'indicators') AS has_indicators, bool_or(part = 'response') AS has_response, bool_or(part = 'tasks') AS has_tasks
    FROM score_component CROSS JOIN p
    WHERE month = $month
    GROUP BY subject_id
),
covered AS (
    SELECT s.subject_id, sum(i.weight * i.coverage ORDER BY i.indicator_id) / sum(i.weight ORDER BY i.indicator_id) AS coverage
    FROM subject AS s
    JOIN indicator_score AS i ON i.month = $month AND s.subject_id IN (i.lead_department_id, 'district')
    GROUP BY s.subject_id
),
adjusted AS (
    SELECT department_id AS subject_id,
        sum(points ORDER BY basis, points) FILTER (kind = 'bonus') AS bonus, sum(points ORDER BY basis, points) FILTER (kind = 'penalty') AS penalty
    FROM score_adjustment WHERE month = $month GROUP BY department_id
)
SELECT
    CAST($month AS DATE) AS month, s.subject_id,
    round(m.perception, 9) AS perception, round(m.completion, 9) AS completion,
    least(p.bonus_cap, coalesce(a.bonus, 0)) AS bonus, least(p.penalty_cap, coalesce(a.penalty, 0)) AS penalty,
    -- greatest and least pass over a null: without the CASE a department with nothing reported would score 100.
    CASE WHEN m.total IS NOT NULL THEN
        round(greatest(0, least(100, m.total + least(p.bonus_cap, coalesce(a.bonus, 0)) - least(p.penalty_cap, coalesce(a.penalty, 0)))), 9) END AS score,
    m.standard_error, c.coverage,
    coalesce(m.sample_size, 0) AS sample_size,
    coalesce(m.sample_size, 0) >= p.minimum_sample AS is_sufficient,
    nullif(concat_ws('、',
        CASE WHEN NOT coalesce(m.has_indicators, false) THEN '二级指标' END,
        CASE WHEN NOT coalesce(m.has_response, false) THEN '诉求三率' END,
        CASE WHEN NOT coalesce(m.has_tasks, false) THEN '改革任务' END), '') AS missing_parts,
    p.rule_version
FROM subject AS s
CROSS JOIN p
LEFT JOIN summed AS m ON m.subject_id = s.subject_id
LEFT JOIN covered AS c ON c.subject_id = s.subject_id
LEFT JOIN adjusted AS a ON a.subject_id = s.subject_id
ORDER BY s.subject_id
