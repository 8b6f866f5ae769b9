-- Effect: macro rectification_found(departments, department_id, state, origin, search, present): one row per rectification opened by that moment that
-- every filter leaves (a null one leaves all), with its title as it may be shown and its place in the register.
-- state: overdue, working, claimed, lookback or closed. One that came from a complaint goes by its problem class, in a search too: whoever
-- opened it may have copied the complainant's words. First what the department still owes, by its term; then what waits for a check or for the
-- look-back; then what is struck off, the last first (stage_position, order_at, rectification_id).
CREATE OR REPLACE MACRO rectification_found(departments, wanted_department, wanted_state, wanted_origin, search, present) AS TABLE
WITH titled AS (
    SELECT
        r.rectification_id, r.origin_kind, r.origin_id, r.department_id, r.department, r.opened_at, r.due_at, r.claimed_at, r.confirmed_at,
        r.verified_at, r.lookback_due_at, r.closed_at, r.recurred_at, r.state, r.phase, r.overdue_from,
        CASE WHEN r.origin_kind = 'complaint' THEN coalesce(p.name, '企业诉求') ELSE r.title END AS shown_title,
        CASE WHEN r.origin_kind <> 'complaint' THEN r.measures END AS shown_measures,
        CASE WHEN r.origin_kind <> 'complaint' THEN r.rule_established END AS shown_rule,
        r.rule_established IS NOT NULL AS has_rule,
        coalesce(r.overdue_from < present, false) AS is_overdue,
        CASE r.phase WHEN '在改' THEN 1 WHEN '待核验' THEN 2 WHEN '回头看' THEN 3 ELSE 4 END AS stage_position,
        coalesce(CASE r.phase
            WHEN '在改' THEN epoch(r.due_at) WHEN '待核验' THEN epoch(r.claimed_at) WHEN '回头看' THEN epoch(r.lookback_due_at)
            ELSE -epoch(r.closed_at) END, 0) AS order_at
    FROM rectification_status AS r
    LEFT JOIN complaint_status AS c ON r.origin_kind = 'complaint' AND c.complaint_id = r.origin_id
    LEFT JOIN problem_class AS p ON p.class_id = c.class_id
    WHERE r.opened_at <= present
)
SELECT * FROM titled
WHERE (departments IS NULL OR list_contains(departments, department_id))
    AND (wanted_department IS NULL OR department_id = wanted_department)
    AND (wanted_origin IS NULL OR origin_kind = wanted_origin)
    AND CASE wanted_state
        WHEN 'overdue' THEN is_overdue WHEN 'working' THEN phase = '在改' WHEN 'claimed' THEN phase = '待核验'
        WHEN 'lookback' THEN phase = '回头看' WHEN 'closed' THEN phase = '已销号' ELSE true END
    AND (search IS NULL OR contains(lower(concat_ws(chr(10), rectification_id, shown_title)), lower(search)))
