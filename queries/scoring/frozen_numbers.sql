-- One row per number of a published version, with all its digits as published and again as computed from the frozen inputs alone: value →
-- score by the frozen best and worst → contribution by the frozen weight → indicator, domain, dimension, composite and rank. The names are
-- those of month_numbers; weight is the sum of a subject's weights, which is 1. The same steps in the same order as in scoring, so that
-- the digits are the same.
-- Parameters: $month (first day of the month, DATE), $version (INTEGER)
WITH published AS (
    SELECT * FROM ranking_snapshot WHERE month = $month AND version = $version
),
-- The rule in force at publication; its caps are all that the frozen inputs do not hold.
rule AS (
    SELECT max(value) FILTER (name = 'bonus_cap') AS bonus_cap, max(value) FILTER (name = 'penalty_cap') AS penalty_cap
    FROM scoring_rule WHERE version = (SELECT max(rule_version) FROM published)
),
component AS (
    SELECT c.*, CASE c.part WHEN 'indicators' THEN 'point:' WHEN 'tasks' THEN 'task:' ELSE '' END || c.component_id AS figure,
        s.weight AS point_weight,
        round(CASE c.part
            WHEN 'tasks' THEN least(100, 100 * c.value / c.planned_percent)
            WHEN 'response' THEN 100 * (round(c.value * c.sample_size / 100) / c.sample_size)
            ELSE greatest(0, least(100, CASE s.method
                WHEN 'ratio' THEN CASE WHEN c.best > c.worst THEN 100 * c.value / s.target WHEN c.value <= s.target THEN 100 ELSE 100 * s.target / c.value END
                ELSE 100 * (c.worst - c.value) / (c.worst - c.best) END)) END, 9) AS again
    FROM published_component AS c
    LEFT JOIN point_spec AS s ON c.part = 'indicators' AND s.point_id = c.component_id AND s.version = c.spec_version
    WHERE c.month = $month AND c.version = $version
),
summed AS (
    SELECT subject_id,
        sum(weight * again ORDER BY part, component_id) AS total,
        sum(weight * again ORDER BY part, component_id) FILTER (dimension = 'perception')
            / sum(weight ORDER BY part, component_id) FILTER (dimension = 'perception') AS perception,
        sum(weight * again ORDER BY part, component_id) FILTER (dimension = 'completion')
            / sum(weight ORDER BY part, component_id) FILTER (dimension = 'completion') AS completion,
        sum(weight ORDER BY part, component_id) AS weight,
        md5(string_agg(concat_ws('|', part, component_id, source_period, sample_size, score, standard_error, weight), ';'
            ORDER BY part, component_id)) AS fingerprint
    FROM component GROUP BY subject_id
),
adjusted AS (
    SELECT department_id AS subject_id,
        sum(points ORDER BY basis, points) FILTER (kind = 'bonus') AS bonus, sum(points ORDER BY basis, points) FILTER (kind = 'penalty') AS penalty
    FROM score_adjustment WHERE month = $month GROUP BY department_id
),
subject AS (
    SELECT d.subject_id, d.bonus, d.penalty, coalesce(p.score, d.score) AS score, coalesce(p.perception, d.perception) AS perception,
        coalesce(p.completion, d.completion) AS completion, p.ranking_group, p.rank, p.inputs_hash,
        least(r.bonus_cap, coalesce(a.bonus, 0)) AS bonus_again, least(r.penalty_cap, coalesce(a.penalty, 0)) AS penalty_again,
        m.total, m.perception AS perception_again, m.completion AS completion_again, m.weight, m.fingerprint
    FROM department_score AS d
    CROSS JOIN rule AS r
    LEFT JOIN published AS p ON p.department_id = d.subject_id
    LEFT JOIN summed AS m ON m.subject_id = d.subject_id
    LEFT JOIN adjusted AS a ON a.subject_id = d.subject_id
    WHERE d.month = $month
),
scored AS (
    SELECT *, CASE WHEN total IS NOT NULL THEN round(greatest(0, least(100, total + bonus_again - penalty_again)), 9) END AS score_again FROM subject
),
ranked AS (
    SELECT *, CASE WHEN rank IS NOT NULL THEN rank() OVER (PARTITION BY ranking_group, rank IS NULL ORDER BY score_again DESC) END AS rank_again
    FROM scored
),
indicator_again AS (
    SELECT i.indicator_id, i.domain_id, i.weight, i.score,
        round(sum(c.point_weight * c.again ORDER BY c.component_id) / sum(c.point_weight ORDER BY c.component_id), 9) AS again
    FROM indicator_score AS i
    LEFT JOIN component AS c ON c.subject_id = 'district' AND c.part = 'indicators' AND c.indicator_id = i.indicator_id
    WHERE i.month = $month
    GROUP BY i.indicator_id, i.domain_id, i.weight, i.score
),
domain_again AS (
    SELECT d.domain_id, d.score, round(sum(i.weight * i.again ORDER BY i.indicator_id) FILTER (i.again IS NOT NULL)
        / sum(i.weight ORDER BY i.indicator_id) FILTER (i.again IS NOT NULL), 9) AS again
    FROM domain_score AS d
    LEFT JOIN indicator_again AS i ON i.domain_id = d.domain_id
    WHERE d.month = $month
    GROUP BY d.domain_id, d.score
),
number AS (
    SELECT subject_id, unnest([
        {'figure': 'score', 'digits': CAST(score AS VARCHAR), 'again': CAST(score_again AS VARCHAR)},
        {'figure': 'perception', 'digits': CAST(perception AS VARCHAR), 'again': CAST(round(perception_again, 9) AS VARCHAR)},
        {'figure': 'completion', 'digits': CAST(completion AS VARCHAR), 'again': CAST(round(completion_again, 9) AS VARCHAR)},
        {'figure': 'bonus', 'digits': CAST(bonus AS VARCHAR), 'again': CAST(bonus_again AS VARCHAR)},
        {'figure': 'penalty', 'digits': CAST(penalty AS VARCHAR), 'again': CAST(penalty_again AS VARCHAR)},
        {'figure': 'rank', 'digits': CAST(rank AS VARCHAR), 'again': CAST(rank_again AS VARCHAR)},
        {'figure': 'fingerprint', 'digits': inputs_hash, 'again': CASE WHEN inputs_hash IS NOT NULL THEN coalesce(fingerprint, '') END},
        {'figure': 'weight', 'digits': CASE WHEN weight IS NOT NULL THEN '1.0' END, 'again': CAST(round(weight, 9) AS VARCHAR)}
    ], recursive := true)
    FROM ranked
    UNION ALL BY NAME
    SELECT subject_id, unnest([
        {'figure': figure, 'digits': CAST(score AS VARCHAR), 'again': CAST(again AS VARCHAR)},
        {'figure': 'contribution/' || figure, 'digits': CAST(contribution AS VARCHAR), 'again': CAST(weight * again AS VARCHAR)}
    ], recursive := true)
    FROM component
    UNION ALL BY NAME
    SELECT 'district' AS subject_id, 'indicator:' || indicator_id AS figure, CAST(score AS VARCHAR) AS digits, CAST(again AS VARCHAR) AS again FROM indicator_again
    UNION ALL BY NAME
    SELECT 'district' AS subject_id, 'domain:' || domain_id AS figure, CAST(score AS VARCHAR) AS digits, CAST(again AS VARCHAR) AS again FROM domain_again
)
SELECT subject_id, figure, digits, again
FROM number
ORDER BY subject_id, figure
