-- Effect: macro complaint_fact_of(complaints, calls): one row per complaint, kind of fact and the month in which it counts: all that is scored.
CREATE OR REPLACE MACRO complaint_fact_of(complaints, calls) AS TABLE
SELECT source, complaint_id, fact.kind, fact.month, fact.told
FROM (
    SELECT
        source, complaint_id,
        unnest([
            {'kind': 'submitted', 'month': submitted_month, 'told': concat_ws('|', of_kind)},
            {'kind': 'response', 'month': response_month, 'told': concat_ws('|', department, of_kind, is_responded_in_time)},
            {'kind': 'due', 'month': due_month, 'told': concat_ws('|', of_kind, is_claimed_in_time)},
            {'kind': 'claimed', 'month': claimed_month,
                'told': concat_ws('|', department, of_kind, is_called, is_reached, coalesce(CAST(is_solved AS VARCHAR), '—'), coalesce(CAST(is_satisfied AS VARCHAR), '—'))}
        ]) AS fact
    FROM (
        SELECT
            *, coalesce(department_id, '—') AS department,
            concat_ws('/', coalesce(domain_id, '—'), coalesce(class_id, '—'), coalesce(channel_id, '—')) AS of_kind
        FROM complaint_outcome_of(complaints, calls)
    )
)
WHERE fact.month IS NOT NULL
