-- One row per month, subject (a department, or 'district') and component of its composite as the latest version of the month shows it:
-- as published when that version is final, as it stands now when it is a draft or there is none (version is null then).
-- lost is what the component takes from 100: 100 minus all that is lost, plus bonus, minus penalty, is the composite.
WITH latest AS (
    SELECT month, max(version) AS version, arg_max(status, version) = 'final' AS is_final
    FROM ranking_snapshot
    GROUP BY month
),
shown AS (
    SELECT l.version, true AS is_final, c.* EXCLUDE (version, records)
    FROM published_component AS c
    JOIN latest AS l ON l.is_final AND l.month = c.month AND l.version = c.version
    UNION ALL BY NAME
    SELECT l.version, false AS is_final, c.*
    FROM live_component AS c
    LEFT JOIN latest AS l ON l.month = c.month
    WHERE NOT coalesce(l.is_final, false)
)
SELECT
    c.month, c.version, c.is_final, c.subject_id, c.dimension, c.part, i.domain_id, d.name AS domain, c.indicator_id, c.indicator,
    c.component_id, c.name, c.unit, c.value, c.status, c.best, c.worst, c.planned_percent, c.spec_version, c.source_period, c.sample_size,
    c.score, c.standard_error, c.weight, c.contribution, c.weight * (100 - c.score) AS lost, c.derived_from, c.measure, c.batch_id
FROM shown AS c
LEFT JOIN indicator AS i ON i.indicator_id = c.indicator_id
LEFT JOIN domain AS d ON d.domain_id = i.domain_id
