-- Effect: macro complaint_outcome_of(complaints, calls): one row per complaint of the table called complaints that counts (no duplicates,
-- no praise): what became of it by the call-backs in calls, and in which month each outcome counts.
-- responded in time: first contact by its due time. claimed: the department says done (办结); never the same as solved.
-- Merged and transferred complaints are answered elsewhere: no response and no resolution is due here any more. A refused one
-- (不予受理) still owed its answer, but no resolution.
-- solved, satisfied: what the enterprise said in its last valid call-back, up to callback_days after the month of the claim.
CREATE OR REPLACE MACRO complaint_outcome_of(complaints, calls) AS TABLE
WITH last_call AS (
    SELECT
        b.complaint_id,
        bool_or(b.is_reached) AS is_reached,
        arg_max(b.is_solved, (b.called_at, b.callback_id)) FILTER (b.is_reached) AS is_solved,
        arg_max(b.is_satisfied, (b.called_at, b.callback_id)) FILTER (b.is_reached) AS is_satisfied
    FROM query_table(calls) AS b
    JOIN query_table(complaints) AS c ON c.complaint_id = b.complaint_id
    CROSS JOIN scoring_parameter AS p
    WHERE b.called_at < date_trunc('month', c.claimed_at) + INTERVAL 1 MONTH + to_days(p.callback_days)
    GROUP BY b.complaint_id
)
SELECT
    c.complaint_id, c.source, c.department_id, c.domain_id, c.class_id, c.channel_id, c.subdistrict_id, c.cell,
    c.is_outside_district, c.kind, c.state, c.submitted_at, c.claimed_at, c.resolution_due_at,
    CAST(date_trunc('month', c.submitted_at) AS DATE) AS submitted_month,
    CASE WHEN c.state NOT IN ('merged', 'transferred') THEN CAST(date_trunc('month', c.response_due_at) AS DATE) END AS response_month,
    CASE WHEN c.state NOT IN ('merged', 'transferred', 'rejected') THEN CAST(date_trunc('month', c.resolution_due_at) AS DATE) END AS due_month,
    CAST(date_trunc('month', c.claimed_at) AS DATE) AS claimed_month,
    c.responded_at IS NOT NULL AND c.responded_at <= c.response_due_at AS is_responded_in_time,
    c.claimed_at IS NOT NULL AND c.claimed_at <= c.resolution_due_at AS is_claimed_in_time,
    l.complaint_id IS NOT NULL AS is_called,
    coalesce(l.is_reached, false) AS is_reached,
    l.is_solved,
    l.is_satisfied
FROM query_table(complaints) AS c
LEFT JOIN last_call AS l ON l.complaint_id = c.complaint_id
WHERE c.duplicate_of IS NULL AND c.kind <> '表扬'
