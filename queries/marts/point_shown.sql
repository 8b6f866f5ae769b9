-- One row per scored month and point as any screen may show it, with the spec it was scored by and the score its target would get.
-- A value over 1 to 4 complaints is hidden (is_small): the department it is about could guess who said what.
-- is_met: the value reaches the target; null without a value or a target.
SELECT
    s.month, s.point_id, s.indicator_id, s.status, s.source_period, s.spec_version, s.weight, s.rule_version, s.is_small,
    z.best, z.worst, z.target, z.method,
    CASE WHEN NOT s.is_small THEN s.value END AS value,
    CASE WHEN NOT s.is_small THEN s.sample_size END AS sample_size,
    CASE WHEN NOT s.is_small THEN s.score END AS score,
    CASE WHEN NOT s.is_small THEN s.standard_error END AS standard_error,
    CASE WHEN NOT s.is_small THEN CASE WHEN z.best > z.worst THEN s.value >= z.target ELSE s.value <= z.target END END AS is_met,
    CASE z.method WHEN 'ratio' THEN 100 ELSE greatest(0, least(100, 100 * (z.worst - z.target) / (z.worst - z.best))) END AS target_score
FROM (
    SELECT p.*, is_small_cell(d.source, d.measure, p.value, p.sample_size) AS is_small
    FROM point_score AS p
    LEFT JOIN derivation AS d ON d.point_id = p.point_id
) AS s
LEFT JOIN point_spec AS z ON z.point_id = s.point_id AND z.version = s.spec_version
