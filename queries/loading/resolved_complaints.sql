-- Effect: temporary table resolved_row, one row per staged complaint, in the columns of complaint: names turned into identifiers, the point put in its place, deadlines set.
-- Deadlines the file does not state run from the submission, so that a late acceptance hides nothing: first contact within 2 hours
-- if urgent, 24 hours on a 7×24 channel, else 1 working day; resolution by kind within 3, 7 or 15 working days, the day itself not
-- counted. A date without a time never lies before the submission.
-- The state of a complaint whose file has none follows from its times, unless a person has moved it on since.
-- Parameters: $batch_id, $default_source
CREATE OR REPLACE TEMP TABLE resolved_row AS
WITH timed AS (
    SELECT
        s.*,
        coalesce(s.source, $default_source) AS known_source,
        CASE WHEN s.accepted_at IS NOT NULL THEN greatest(s.accepted_at, s.submitted_at) END AS accepted,
        CASE WHEN s.responded_at IS NOT NULL THEN greatest(s.responded_at, s.submitted_at) END AS responded,
        CASE WHEN s.claimed_at IS NOT NULL THEN greatest(s.claimed_at, s.submitted_at) END AS claimed,
        CASE s.kind WHEN '咨询' THEN 3 WHEN '求助' THEN 7 WHEN '建议' THEN 7 WHEN '投诉' THEN 15 END AS limit_days
    FROM staged_row AS s
)
SELECT
    t.line,
    t.known_source AS source,
    t.complaint_id,
    channel.id AS channel_id,
    t.kind,
    coalesce(t.is_urgent, false) AS is_urgent,
    t.title,
    t.content,
    coalesce(enterprise.id, t.enterprise_id) AS enterprise_id,
    department.id AS department_id,
    domain.id AS domain_id,
    class.id AS class_id,
    t.style_hint,
    coalesce(subdistrict.id, nullif(p.subdistrict_id, '')) AS subdistrict_id,
    p.longitude,
    p.latitude,
    t.longitude AS source_longitude,
    t.latitude AS source_latitude,
    CASE WHEN t.longitude IS NOT NULL THEN t.source_crs END AS source_crs,
    p.cell,
    p.line IS NOT NULL AND p.subdistrict_id IS NULL AS is_outside_district,
    t.submitted_at,
    t.accepted AS accepted_at,
    t.responded AS responded_at,
    t.claimed AS claimed_at,
    coalesce(
        t.response_due_at,
        CASE WHEN t.kind = '表扬' THEN NULL WHEN t.is_urgent THEN t.submitted_at + INTERVAL 2 HOUR
            WHEN c.clock = '7×24' THEN t.submitted_at + INTERVAL 24 HOUR ELSE r.day + TIME '23:59:59' END) AS response_due_at,
    coalesce(t.resolution_due_at, d.day + TIME '23:59:59') AS resolution_due_at,
    t.duplicate_of,
    coalesce(t.is_confidential, false) AS is_confidential,
    coalesce(
        state.id,
        CASE WHEN e.claimed_at IS NOT DISTINCT FROM t.claimed AND e.responded_at IS NOT DISTINCT FROM t.responded THEN e.state END,
        CASE WHEN t.claimed IS NOT NULL THEN 'callback' WHEN t.responded IS NOT NULL THEN 'handling'
            WHEN t.accepted IS NOT NULL THEN 'accepted' ELSE 'received' END) AS state,
    $batch_id AS batch_id,
    p.line IS NOT NULL AND p.subdistrict_id IS NULL AS is_flagged
FROM timed AS t
LEFT JOIN staged_place AS p ON p.line = t.line
LEFT JOIN complaint AS e ON e.source = t.known_source AND e.complaint_id = t.complaint_id
LEFT JOIN known_name AS channel ON channel.kind = 'channel' AND channel.name = t.channel_id
LEFT JOIN known_name AS enterprise ON enterprise.kind = 'enterprise' AND enterprise.name = t.enterprise_id
LEFT JOIN known_name AS department ON department.kind = 'department' AND department.name = t.department_id
LEFT JOIN known_name AS domain ON domain.kind = 'domain' AND domain.name = t.domain_id
LEFT JOIN known_name AS class ON class.kind = 'class' AND class.name = t.class_id
LEFT JOIN known_name AS subdistrict ON subdistrict.kind = 'subdistrict' AND subdistrict.name = t.subdistrict_id
LEFT JOIN known_name AS state ON state.kind = 'state' AND state.name = t.state
LEFT JOIN channel AS c ON c.channel_id = channel.id
LEFT JOIN calendar_day AS f ON f.day = CAST(t.submitted_at AS DATE)
LEFT JOIN calendar_day AS r ON r.is_workday AND r.workdays_before = f.workdays_before + CAST(f.is_workday AS INTEGER)
LEFT JOIN calendar_day AS d ON d.is_workday AND d.workdays_before = f.workdays_before + CAST(f.is_workday AS INTEGER) + t.limit_days - 1
ORDER BY department_id, t.submitted_at, t.line
