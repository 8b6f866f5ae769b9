-- Effect: temporary table resolved_row, one row per staged rectification, in the columns of rectification. A deadline without a time ends with its day;
-- any other date without a time never lies before the order.
-- What the district knows stays known: the columns the file does not have, the times it leaves blank. The state is the one the file
-- states, unless the last import said so already and people have worked since; otherwise a time that is new to the district moves it
-- on, never back. A claim from before it was last sent back is over, with all that followed from it; the longer term counts then.
-- Parameters: $batch_id, $absent (the columns the file does not have)
CREATE OR REPLACE TEMP TABLE resolved_row AS
WITH last_import AS (
    SELECT rectification_id, arg_max(to_state, occurred_at) AS state FROM rectification_event WHERE actor = '数据导入' GROUP BY rectification_id
),
returned AS (
    SELECT rectification_id, max(occurred_at) AS returned_at
    FROM rectification_event
    WHERE from_state IN ('claimed', 'lookback') AND to_state = 'rectifying'
    GROUP BY rectification_id
),
standing AS (
    SELECT s.* REPLACE (
        CASE WHEN is_over THEN NULL ELSE s.claimed_at END AS claimed_at,
        CASE WHEN is_over THEN NULL ELSE s.confirmed_at END AS confirmed_at,
        CASE WHEN is_over THEN NULL ELSE s.verified_at END AS verified_at,
        CASE WHEN is_over THEN NULL ELSE s.lookback_due_at END AS lookback_due_at,
        CASE WHEN is_over THEN NULL ELSE s.closed_at END AS closed_at)
    FROM (
        SELECT w.*, coalesce(w.claimed_at <= r.returned_at, false) AS is_over, r.returned_at IS NOT NULL AS is_returned
        FROM staged_row AS w
        LEFT JOIN returned AS r ON r.rectification_id = w.rectification_id
    ) AS s
),
known AS (
    SELECT
        s.* REPLACE (
            coalesce(s.claimed_at, stored.claimed_at) AS claimed_at,
            coalesce(s.confirmed_at, stored.confirmed_at) AS confirmed_at,
            coalesce(s.verified_at, stored.verified_at) AS verified_at,
            coalesce(s.closed_at, stored.closed_at) AS closed_at,
            coalesce(s.recurred_at, stored.recurred_at) AS recurred_at,
            greatest(
                CASE WHEN s.due_at = CAST(s.due_at AS DATE) THEN CAST(s.due_at AS DATE) + TIME '23:59:59' ELSE s.due_at END,
                CASE WHEN s.is_returned THEN stored.due_at END) AS due_at,
            CASE WHEN s.lookback_due_at = CAST(s.lookback_due_at AS DATE) THEN CAST(s.lookback_due_at AS DATE) + TIME '23:59:59'
                ELSE coalesce(s.lookback_due_at, stored.lookback_due_at) END AS lookback_due_at),
        CASE
            WHEN s.closed_at IS NOT NULL AND stored.closed_at IS NULL THEN 'closed'
            WHEN s.lookback_due_at IS NOT NULL AND s.verified_at IS NOT NULL AND stored.lookback_due_at IS NULL THEN 'lookback'
            WHEN s.verified_at IS NOT NULL AND stored.verified_at IS NULL THEN 'verified'
            WHEN s.claimed_at IS NOT NULL AND stored.claimed_at IS NULL THEN 'claimed'
            WHEN stored.state IS NULL THEN CASE WHEN s.measures IS NULL THEN 'reminded' ELSE 'rectifying' END
        END AS reached,
        stored
    FROM standing AS s
    LEFT JOIN rectification AS stored ON stored.rectification_id = s.rectification_id
)
SELECT
    t.line,
    t.rectification_id,
    t.origin_kind,
    coalesce(t.origin_id, kept($absent, 'origin_id', stored.origin_id)) AS origin_id,
    department.id AS department_id,
    t.title,
    coalesce(t.measures, kept($absent, 'measures', stored.measures)) AS measures,
    t.opened_at,
    t.due_at,
    CASE WHEN t.claimed_at IS NOT NULL THEN greatest(t.claimed_at, t.opened_at) END AS claimed_at,
    CASE WHEN t.confirmed_at IS NOT NULL THEN greatest(t.confirmed_at, t.claimed_at, t.opened_at) END AS confirmed_at,
    CASE WHEN t.verified_at IS NOT NULL THEN greatest(t.verified_at, t.claimed_at, t.opened_at) END AS verified_at,
    t.lookback_due_at,
    CASE WHEN t.closed_at IS NOT NULL THEN greatest(t.closed_at, t.verified_at, t.claimed_at, t.opened_at) END AS closed_at,
    CASE WHEN t.recurred_at IS NOT NULL THEN greatest(t.recurred_at, t.opened_at) END AS recurred_at,
    coalesce(t.rule_established, kept($absent, 'rule_established', stored.rule_established)) AS rule_established,
    coalesce(
        CASE WHEN stored.state IS NULL OR state.id IS DISTINCT FROM last_import.state THEN state.id END,
        CASE WHEN stored.state IS NULL OR later.position > present.position THEN t.reached ELSE stored.state END) AS state,
    $batch_id AS batch_id,
    false AS is_flagged
FROM known AS t
LEFT JOIN last_import ON last_import.rectification_id = t.rectification_id
LEFT JOIN state AS later ON later.entity = 'rectification' AND later.state = t.reached
LEFT JOIN state AS present ON present.entity = 'rectification' AND present.state = stored.state
LEFT JOIN known_name AS department ON department.kind = 'department' AND department.name = t.department_id
LEFT JOIN known_name AS state ON state.kind = 'rectification_state' AND state.name = t.state
ORDER BY t.line
