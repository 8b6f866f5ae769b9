-- One row per department of the month: score with interval, rank with the range of ranks it may really have, band and movement.
-- Each composite is drawn simulation_draws times from its standard error; the draws come from md5, so they are the same on every machine.
-- Within its group a department holds the ranks from "how many are better" + 1 to "how many are not worse", so a tie spans its places.
-- 第一梯队: the whole range lies in the top third of the group; 第三梯队: in the bottom third; fewer than three departments have no thirds.
-- Parameters: $month (first day of the month, DATE), $z (standard errors of the interval, DOUBLE), $tail (share left out at each end, DOUBLE)
WITH p AS (SELECT * FROM scoring_parameter),
scored AS (
    SELECT d.department_id, d.short_name, d.ranking_group, d.position, s.*,
        d.is_ranked AND s.is_sufficient AND s.score IS NOT NULL AS is_ranked_now
    FROM department_score AS s
    JOIN department AS d ON d.department_id = s.subject_id
    WHERE s.month = $month
),
draw AS (
    SELECT s.department_id, s.ranking_group, s.is_ranked_now, n.draw,
        round(greatest(0, least(100, s.score + s.standard_error
            * sqrt(-2 * ln(((bits >> 64)::DOUBLE + 1) / 18446744073709551616.0))
            * cos(2 * pi() * ((bits & 18446744073709551615)::DOUBLE / 18446744073709551616.0)))), 9) AS score
    FROM scored AS s
    CROSS JOIN p
    CROSS JOIN LATERAL (SELECT unnest(generate_series(1, p.simulation_draws)) AS draw) AS n
    CROSS JOIN LATERAL (SELECT md5_number(concat(s.department_id, '/', strftime(s.month, '%Y-%m'), '/', n.draw)) AS bits) AS k
    WHERE s.score IS NOT NULL
),
placed AS (
    SELECT department_id, score, is_ranked_now,
        rank() OVER (PARTITION BY ranking_group, draw, is_ranked_now ORDER BY score DESC) AS best_place,
        count(*) OVER (PARTITION BY ranking_group, draw, is_ranked_now ORDER BY score DESC RANGE UNBOUNDED PRECEDING) AS worst_place
    FROM draw
),
drawn AS (
    SELECT department_id,
        quantile_cont(score, $tail) AS low,
        quantile_cont(score, 1 - $tail) AS high,
        quantile_disc(best_place, $tail) AS best_place,
        quantile_disc(worst_place, 1 - $tail) AS worst_place
    FROM placed
    GROUP BY department_id
),
ranked AS (
    SELECT department_id, count(*) OVER (PARTITION BY ranking_group) AS field,
        rank() OVER (PARTITION BY ranking_group ORDER BY score DESC) AS rank
    FROM scored WHERE is_ranked_now
),
-- The rank that was computed is always one of the possible ones, however rarely the draws hit it.
spread AS (
    SELECT d.department_id, d.low, d.high, r.rank, r.field, least(d.best_place, r.rank) AS best_place, greatest(d.worst_place, r.rank) AS worst_place
    FROM drawn AS d
    LEFT JOIN ranked AS r ON r.department_id = d.department_id
),
previous AS (
    SELECT * FROM ranking_snapshot
    WHERE month = CAST($month AS DATE) - INTERVAL 1 MONTH
    QUALIFY version = max(version) OVER ()
),
-- The error of the difference: what both months measured anew adds up, what one carried forward from the other cancels.
difference AS (
    SELECT subject_id, sqrt(sum(pow(change, 2) ORDER BY part, component_id, source_period)) AS standard_error
    FROM (
        SELECT subject_id, part, component_id, source_period,
            sum(CASE WHEN month = $month THEN weight * standard_error ELSE -weight * standard_error END ORDER BY month) AS change
        FROM score_component
        WHERE month IN ($month, CAST($month AS DATE) - INTERVAL 1 MONTH)
        GROUP BY subject_id, part, component_id, source_period
    )
    GROUP BY subject_id
),
inputs AS (
    SELECT subject_id, md5(string_agg(concat_ws('|', part, component_id, source_period, sample_size, score, standard_error, weight), ';'
        ORDER BY part, component_id)) AS inputs_hash
    FROM score_component WHERE month = $month GROUP BY subject_id
)
SELECT
    s.month, s.department_id, s.short_name AS department, s.ranking_group, s.score, g.low, g.high,
    CAST(g.rank AS INTEGER) AS rank,
    CASE WHEN g.rank IS NOT NULL THEN CAST(g.best_place AS INTEGER) END AS rank_low,
    CASE WHEN g.rank IS NOT NULL THEN CAST(g.worst_place AS INTEGER) END AS rank_high,
    CASE
        WHEN s.score IS NULL OR NOT s.is_sufficient THEN '样本不足'
        WHEN g.rank IS NULL THEN '不参与排名'
        WHEN g.field >= 3 AND g.worst_place * 3 <= g.field THEN '第一梯队'
        WHEN g.field >= 3 AND (g.best_place - 1) * 3 >= 2 * g.field THEN '第三梯队'
        ELSE '第二梯队'
    END AS band,
    v.rank AS previous_rank,
    CASE WHEN v.rule_version = s.rule_version THEN s.score - v.score END AS movement,
    CASE WHEN v.rule_version = s.rule_version THEN $z * e.standard_error END AS movement_error,
    s.perception, s.completion, s.coverage, s.sample_size, s.missing_parts, s.rule_version,
    coalesce(i.inputs_hash, '') AS inputs_hash
FROM scored AS s
LEFT JOIN spread AS g ON g.department_id = s.department_id
LEFT JOIN previous AS v ON v.department_id = s.department_id
LEFT JOIN difference AS e ON e.subject_id = s.department_id
LEFT JOIN inputs AS i ON i.subject_id = s.department_id
ORDER BY s.ranking_group, g.rank NULLS LAST, s.score DESC NULLS LAST, s.position, s.department_id
