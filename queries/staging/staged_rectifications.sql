-- Effect: temporary table staged_row, one row per line of a rectifications file: text trimmed and cast; what cannot be cast is null beside its text.
-- Parameters: $rectification_id, $origin_kind, $origin_id, $department_id, $title, $measures, $opened_at, $due_at, $claimed_at, $confirmed_at, $verified_at, $lookback_due_at, $closed_at, $recurred_at, $rule_established, $state (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
WITH named AS (
    SELECT
        line,
        entry('rectification_id', fields[$rectification_id]) AS rectification_id,
        entry('origin_kind', fields[$origin_kind]) AS origin_kind_text,
        entry('origin_id', fields[$origin_id]) AS origin_id,
        entry('department_id', fields[$department_id]) AS department_id,
        entry('title', fields[$title]) AS title,
        entry('measures', fields[$measures]) AS measures,
        entry('opened_at', fields[$opened_at]) AS opened_at_text,
        entry('due_at', fields[$due_at]) AS due_at_text,
        entry('claimed_at', fields[$claimed_at]) AS claimed_at_text,
        entry('confirmed_at', fields[$confirmed_at]) AS confirmed_at_text,
        entry('verified_at', fields[$verified_at]) AS verified_at_text,
        entry('lookback_due_at', fields[$lookback_due_at]) AS lookback_due_at_text,
        entry('closed_at', fields[$closed_at]) AS closed_at_text,
        entry('recurred_at', fields[$recurred_at]) AS recurred_at_text,
        entry('rule_established', fields[$rule_established]) AS rule_established,
        entry('state', fields[$state]) AS state
    FROM staged_text
)
SELECT
    *,
    CASE origin_kind_text WHEN '企业诉求' THEN 'complaint' WHEN '诉求' THEN 'complaint' WHEN '指标预警' THEN 'warning' WHEN '预警' THEN 'warning'
        WHEN '督查检查' THEN 'inspection' WHEN '检查' THEN 'inspection' WHEN '督查' THEN 'inspection' WHEN '企业走访' THEN 'visit' WHEN '走访' THEN 'visit'
        WHEN '监督函件' THEN 'letter' WHEN '函件' THEN 'letter'
        ELSE CASE WHEN lower(origin_kind_text) IN ('complaint', 'warning', 'inspection', 'visit', 'letter') THEN lower(origin_kind_text) END END AS origin_kind,
    moment(opened_at_text) AS opened_at,
    moment(due_at_text) AS due_at,
    moment(claimed_at_text) AS claimed_at,
    moment(confirmed_at_text) AS confirmed_at,
    moment(verified_at_text) AS verified_at,
    moment(lookback_due_at_text) AS lookback_due_at,
    moment(closed_at_text) AS closed_at,
    moment(recurred_at_text) AS recurred_at
FROM named
