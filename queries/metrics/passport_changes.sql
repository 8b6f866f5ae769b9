-- One row per component of a subject that the latest version of a month shows otherwise than the published version before it, or that only
-- one of them has; moved is the difference of what it contributes, the largest first. No row while there is only one version.
-- is_small: it rests on 1 to 4 complaints in either.
-- Parameters: $month (first day of the month, DATE), $subject_id (department_id or 'district', VARCHAR)
WITH latest AS (
    SELECT * FROM shown_component WHERE month = $month AND subject_id = $subject_id
),
older AS (
    SELECT * FROM published_component
    WHERE month = $month AND subject_id = $subject_id
        AND version = (SELECT max(version) FROM published_component WHERE month = $month AND version < (SELECT max(version) FROM ranking_snapshot WHERE month = $month))
)
SELECT o.version AS older, coalesce(l.part, o.part) AS part, coalesce(l.component_id, o.component_id) AS component_id, coalesce(l.name, o.name) AS name,
    l.value, o.value AS value_before, l.score, o.score AS score_before, l.weight, o.weight AS weight_before,
    coalesce(l.contribution, 0) - coalesce(o.contribution, 0) AS moved,
    is_small_cell(CASE l.part WHEN 'response' THEN 'complaints' ELSE l.derived_from END, l.measure, l.value, l.sample_size)
        OR is_small_cell(CASE o.part WHEN 'response' THEN 'complaints' ELSE o.derived_from END, o.measure, o.value, o.sample_size) AS is_small
FROM latest AS l
FULL JOIN older AS o ON o.part = l.part AND o.component_id = l.component_id
WHERE EXISTS (FROM older)
    AND (l.value, l.score, l.weight, l.sample_size, l.source_period) IS DISTINCT FROM (o.value, o.score, o.weight, o.sample_size, o.source_period)
ORDER BY abs(moved) DESC, part, component_id
