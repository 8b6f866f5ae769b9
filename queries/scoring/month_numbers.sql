-- One row per number that scoring a month writes, with all its digits (null: there is none): of each subject score, perception,
-- completion, bonus, penalty, coverage, rank, the fingerprint of its inputs, and the score (point:<id>, task:<id>, responded …) and
-- contribution of each input; of the district also domain:<id> and indicator:<id>.
-- Parameters: $month (first day of the month, DATE)
WITH ranked AS (
    SELECT * FROM ranking_snapshot WHERE month = $month QUALIFY version = max(version) OVER ()
),
input AS (
    SELECT subject_id, CASE part WHEN 'indicators' THEN 'point:' WHEN 'tasks' THEN 'task:' ELSE '' END || component_id AS figure, score, weight
    FROM score_component WHERE month = $month
),
number AS (
    SELECT subject_id, unnest([
        {'figure': 'score', 'digits': CAST(score AS VARCHAR)}, {'figure': 'perception', 'digits': CAST(perception AS VARCHAR)},
        {'figure': 'completion', 'digits': CAST(completion AS VARCHAR)}, {'figure': 'bonus', 'digits': CAST(bonus AS VARCHAR)},
        {'figure': 'penalty', 'digits': CAST(penalty AS VARCHAR)}, {'figure': 'coverage', 'digits': CAST(coverage AS VARCHAR)}
    ], recursive := true)
    FROM department_score WHERE month = $month
    UNION ALL BY NAME
    SELECT department_id AS subject_id, unnest([
        {'figure': 'rank', 'digits': CAST(rank AS VARCHAR)}, {'figure': 'fingerprint', 'digits': inputs_hash}
    ], recursive := true)
    FROM ranked
    UNION ALL BY NAME
    SELECT subject_id, unnest([
        {'figure': figure, 'digits': CAST(score AS VARCHAR)},
        {'figure': 'contribution/' || figure, 'digits': CAST(weight * score AS VARCHAR)}
    ], recursive := true)
    FROM input
    UNION ALL BY NAME
    SELECT 'district' AS subject_id, 'indicator:' || indicator_id AS figure, CAST(score AS VARCHAR) AS digits FROM indicator_score WHERE month = $month
    UNION ALL BY NAME
    SELECT 'district' AS subject_id, 'domain:' || domain_id AS figure, CAST(score AS VARCHAR) AS digits FROM domain_score WHERE month = $month
)
SELECT subject_id, figure, digits
FROM number
ORDER BY subject_id, figure
