-- One row per point: its value in force in the month, where that value comes from, and its score from 0 to 100.
-- A quarterly or yearly value is 已报 in the last month of its period and 沿用 until the next period ends; 未报 and 样本不足 have no score.
-- A rate (and a 0–100 mean without its own error) carries the Wilson half-width of its sample; beyond best or worst by more than that, none.
-- Parameters: $month (first day of the month, DATE), $z (standard errors of the interval, DOUBLE)
WITH spec AS (
    SELECT * FROM point_spec
    WHERE valid_from IS NULL OR valid_from <= $month
    QUALIFY row_number() OVER (PARTITION BY point_id ORDER BY valid_from DESC NULLS LAST, version DESC) = 1
),
due AS (
    SELECT
        p.point_id, p.indicator_id, p.unit,
        CAST(CASE p.frequency
            WHEN '月' THEN CAST($month AS DATE)
            WHEN '季' THEN date_trunc('quarter', CAST($month AS DATE) + INTERVAL 1 MONTH) - INTERVAL 3 MONTH
            ELSE date_trunc('year', CAST($month AS DATE) + INTERVAL 1 MONTH) - INTERVAL 1 YEAR END AS DATE) AS period,
        p.frequency = '月' OR (p.frequency = '季' AND month(CAST($month AS DATE)) % 3 = 0) OR (p.frequency = '年' AND month(CAST($month AS DATE)) = 12)
            AS is_fresh
    FROM point AS p
),
valued AS (
    SELECT
        due.point_id, due.indicator_id, due.is_fresh, due.period, m.value, m.sample_size, m.batch_id,
        s.version AS spec_version, s.weight, s.best, s.worst, s.target, s.method, a.minimum_sample, a.rule_version,
        coalesce(
            m.standard_error,
            CASE WHEN m.sample_size > 0 AND due.unit IN ('%', '分') AND m.value BETWEEN 0 AND 100 THEN
                100 / (1 + pow($z, 2) / m.sample_size)
                * sqrt(m.value / 100 * (1 - m.value / 100) / m.sample_size + pow($z / (2 * m.sample_size), 2)) END,
            0) AS standard_error
    FROM due
    CROSS JOIN scoring_parameter AS a
    JOIN spec AS s ON s.point_id = due.point_id
    LEFT JOIN measurement AS m ON m.point_id = due.point_id AND m.period = due.period
),
scored AS (
    SELECT
        *,
        CASE
            WHEN value IS NULL THEN '未报'
            WHEN sample_size < minimum_sample THEN '样本不足'
            WHEN is_fresh THEN '已报'
            ELSE '沿用'
        END AS status,
        CASE method
            WHEN 'ratio' THEN CASE WHEN best > worst THEN 100 * value / target WHEN value <= target THEN 100 ELSE 100 * target / value END
            ELSE 100 * (worst - value) / (worst - best)
        END AS raw_score,
        standard_error * CASE method
            WHEN 'ratio' THEN CASE WHEN best > worst THEN 100 / abs(target) ELSE 100 * abs(target) / greatest(value * value, target * target) END
            ELSE 100 / abs(worst - best)
        END AS score_error
    FROM valued
)
SELECT
    CAST($month AS DATE) AS month, point_id, indicator_id, status,
    CASE WHEN status <> '未报' THEN period END AS source_period,
    value, sample_size, spec_version, weight,
    CASE WHEN status IN ('已报', '沿用') THEN round(greatest(0, least(100, raw_score)), 9) END AS score,
    CASE
        WHEN status NOT IN ('已报', '沿用') THEN NULL
        WHEN raw_score - 100 > $z * score_error OR -raw_score > $z * score_error THEN 0
        ELSE score_error
    END AS standard_error,
    rule_version
FROM scored
ORDER BY point_id
