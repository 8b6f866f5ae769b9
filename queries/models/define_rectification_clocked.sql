-- Effect: macro rectification_clocked(ids, present): one row per listed rectification with both its clocks in calendar days: the reply to the letter
-- that it came from, and its own term. The day on which a clock starts does not count; one that has not stopped runs to the present.
CREATE OR REPLACE MACRO rectification_clocked(ids, present) AS TABLE
SELECT
    r.rectification_id,
    l.letter_id, l.kind AS letter_kind, l.number AS letter_number, l.issued_at, l.reply_due_at, l.replied_at,
    coalesce(l.replied_at > l.reply_due_at, l.reply_overdue_from < present) AS is_reply_late,
    date_diff('day', CAST(l.issued_at AS DATE), CAST(coalesce(l.replied_at, present) AS DATE)) AS reply_days,
    date_diff('day', CAST(l.issued_at AS DATE), CAST(l.reply_due_at AS DATE)) AS reply_limit_days,
    date_diff('day', CAST(r.opened_at AS DATE), CAST(coalesce(r.claimed_at, present) AS DATE)) AS term_days,
    date_diff('day', CAST(r.opened_at AS DATE), CAST(r.due_at AS DATE)) AS term_limit_days,
    CASE WHEN r.overdue_from < present THEN greatest(1, date_diff('day', CAST(r.due_at AS DATE), CAST(present AS DATE))) END AS days_late,
    date_diff('day', CAST(present AS DATE), CAST(r.due_at AS DATE)) AS days_left,
    coalesce(r.claimed_at > r.due_at, false) AS is_claimed_late
FROM rectification_status AS r
LEFT JOIN letter_status AS l ON r.origin_kind = 'letter' AND l.letter_id = r.origin_id
WHERE list_contains(ids, r.rectification_id)
