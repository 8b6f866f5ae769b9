-- Effect: macro complaint_as_seen(viewer, complaint_ids): one row per listed complaint in the viewer's scope, every cell as this viewer sees it.
-- The sub-district of a complaint about the viewer's own organisation shows only where many complained from it: crowded_place().
-- What is masked is put down before anything is asked of it: a filter above would have every mask written out again for each cell it looks at.
CREATE OR REPLACE MACRO complaint_as_seen(viewer, complaint_ids) AS TABLE
WITH listed AS MATERIALIZED (
    FROM complaint_named(viewer, complaint_ids)
),
worded AS MATERIALIZED (
    SELECT *, texts_as_seen([title, content, style_hint], text_level, replaced, hides_enterprise) AS texts FROM listed
)
SELECT
    s.complaint_id, s.kind, s.is_urgent, s.is_own,
    CASE WHEN NOT s.is_own THEN s.is_confidential END AS is_confidential,
    channel.name AS channel, s.department_id, department.name AS department, domain.name AS domain, s.class_id, class.name AS class,
    s.complainant_shown AS complainant,
    CASE s.phone_level WHEN 'clear' THEN s.phone WHEN 'masked' THEN s.phone_masked END AS phone,
    CASE s.id_number_level WHEN 'clear' THEN s.id_number WHEN 'masked' THEN s.id_number_masked END AS id_number,
    CASE s.address_level WHEN 'clear' THEN s.address WHEN 'masked' THEN s.address_masked END AS address,
    s.enterprise_shown AS enterprise,
    CASE s.enterprise_level WHEN 'clear' THEN s.enterprise_uscc WHEN 'masked' THEN masked_uscc(s.enterprise_uscc) END AS uscc,
    s.texts[1] AS title, s.texts[2] AS content, s.texts[3] AS style_hint,
    CASE WHEN s.text_level <> '' THEN s.duplicate_of END AS duplicate_of,
    CASE WHEN NOT s.is_own OR crowded.month IS NOT NULL THEN subdistrict.name END AS subdistrict,
    CASE WHEN s.place_level = 'clear' THEN s.longitude END AS longitude,
    CASE WHEN s.place_level = 'clear' THEN s.latitude END AS latitude,
    s.submitted_at, s.accepted_at, s.responded_at, s.claimed_at, s.response_due_at, s.resolution_due_at,
    s.state, status.state_label, status.stage,
    status.response_overdue_from, status.resolution_overdue_from, status.is_responded_late, status.is_claimed_late
FROM worded AS s
LEFT JOIN complaint_status AS status ON status.complaint_id = s.complaint_id
LEFT JOIN channel ON channel.channel_id = s.channel_id
LEFT JOIN department ON department.department_id = s.department_id
LEFT JOIN domain ON domain.domain_id = s.domain_id
LEFT JOIN problem_class AS class ON class.class_id = s.class_id
LEFT JOIN subdistrict ON subdistrict.subdistrict_id = s.subdistrict_id
LEFT JOIN crowded_place(viewer) AS crowded
    ON crowded.department_id = s.department_id AND crowded.subdistrict_id = s.subdistrict_id AND crowded.month = date_trunc('month', s.submitted_at)
