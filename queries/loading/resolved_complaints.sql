-- Effect: temporary table resolved_row, one row per staged complaint, in the columns of complaint: names turned into identifiers, the point put in its place, deadlines set.
-- Deadlines the file does not state run from the submission, so that a late acceptance hides nothing; the table deadline says how long.
-- A date without a time never lies before the submission.
-- What the district knows stays known: the columns the file does not have, the times it leaves blank, the deadlines whose grounds are
-- the same. The state is the one the file states, unless the last import said so already and people have worked since; otherwise a
-- time that is new to the district moves it on, never back.
-- Parameters: $batch_id, $default_source, $absent (the columns the file does not have)
CREATE OR REPLACE TEMP TABLE resolved_row AS
WITH last_import AS (
    SELECT complaint_id, arg_max(to_state, occurred_at) AS state FROM complaint_event WHERE actor = '数据导入' GROUP BY complaint_id
),
known AS (
    SELECT
        s.* REPLACE (
            coalesce(s.source, $default_source) AS source,
            coalesce(channel.id, kept($absent, 'channel_id', stored.channel_id)) AS channel_id,
            coalesce(s.is_urgent, kept($absent, 'is_urgent', stored.is_urgent), false) AS is_urgent,
            coalesce(s.accepted_at, stored.accepted_at) AS accepted_at,
            coalesce(s.responded_at, stored.responded_at) AS responded_at,
            coalesce(s.claimed_at, stored.claimed_at) AS claimed_at),
        CASE
            WHEN s.claimed_at IS NOT NULL AND stored.claimed_at IS NULL THEN 'callback'
            WHEN s.responded_at IS NOT NULL AND coalesce(stored.claimed_at, stored.responded_at) IS NULL THEN 'handling'
            WHEN s.accepted_at IS NOT NULL AND coalesce(stored.claimed_at, stored.responded_at, stored.accepted_at) IS NULL THEN 'accepted'
            WHEN stored.state IS NULL THEN 'received'
        END AS reached,
        stored
    FROM staged_row AS s
    LEFT JOIN complaint AS stored ON stored.source = coalesce(s.source, $default_source) AND stored.complaint_id = s.complaint_id
    LEFT JOIN known_name AS channel ON channel.kind = 'channel' AND channel.name = s.channel_id
),
limited AS (
    SELECT
        t.line, l.name,
        CASE l.unit
            WHEN '小时' THEN t.submitted_at + to_hours(l.value)
            WHEN '日' THEN CAST(t.submitted_at AS DATE) + l.value + TIME '23:59:59'
            ELSE d.day + TIME '23:59:59' END AS due_at
    FROM known AS t
    LEFT JOIN channel AS c ON c.channel_id = t.channel_id
    JOIN deadline AS l ON l.entity = 'complaint' AND t.kind <> '表扬' AND l.kind = CASE l.name
        WHEN 'resolution' THEN t.kind
        WHEN 'response' THEN CASE WHEN t.is_urgent THEN '紧急' ELSE coalesce(c.clock, '工作日') END END
    LEFT JOIN calendar_day AS f ON f.day = CAST(t.submitted_at AS DATE)
    LEFT JOIN calendar_day AS d
        ON l.unit = '工作日' AND d.is_workday AND d.workdays_before = f.workdays_before + CAST(f.is_workday AS INTEGER) + l.value - 1
)
SELECT
    t.line,
    t.source,
    t.complaint_id,
    t.channel_id,
    t.kind,
    t.is_urgent,
    coalesce(t.title, kept($absent, 'title', stored.title)) AS title,
    coalesce(t.content, kept($absent, 'content', stored.content)) AS content,
    coalesce(enterprise.id, t.enterprise_id, kept($absent, 'enterprise_id', stored.enterprise_id)) AS enterprise_id,
    coalesce(department.id, kept($absent, 'department_id', stored.department_id)) AS department_id,
    coalesce(domain.id, kept($absent, 'domain_id', stored.domain_id)) AS domain_id,
    coalesce(class.id, kept($absent, 'class_id', stored.class_id)) AS class_id,
    coalesce(t.style_hint, kept($absent, 'style_hint', stored.style_hint)) AS style_hint,
    coalesce(subdistrict.id, nullif(p.subdistrict_id, ''), kept($absent, 'subdistrict_id', stored.subdistrict_id)) AS subdistrict_id,
    coalesce(p.longitude, kept($absent, 'longitude', stored.longitude)) AS longitude,
    coalesce(p.latitude, kept($absent, 'latitude', stored.latitude)) AS latitude,
    coalesce(t.longitude, kept($absent, 'longitude', stored.source_longitude)) AS source_longitude,
    coalesce(t.latitude, kept($absent, 'latitude', stored.source_latitude)) AS source_latitude,
    CASE WHEN t.longitude IS NOT NULL THEN coalesce(p.source_crs, t.source_crs) ELSE kept($absent, 'longitude', stored.source_crs) END AS source_crs,
    coalesce(p.cell, kept($absent, 'longitude', stored.cell)) AS cell,
    coalesce(kept($absent, 'longitude', stored.is_outside_district), p.line IS NOT NULL AND p.subdistrict_id IS NULL) AS is_outside_district,
    t.submitted_at,
    CASE WHEN t.accepted_at IS NOT NULL THEN greatest(t.accepted_at, t.submitted_at) END AS accepted_at,
    CASE WHEN t.responded_at IS NOT NULL THEN greatest(t.responded_at, t.submitted_at) END AS responded_at,
    CASE WHEN t.claimed_at IS NOT NULL THEN greatest(t.claimed_at, t.submitted_at) END AS claimed_at,
    coalesce(
        t.response_due_at,
        CASE WHEN (t.submitted_at, t.kind, t.channel_id, t.is_urgent)
            IS NOT DISTINCT FROM (stored.submitted_at, stored.kind, stored.channel_id, stored.is_urgent) THEN stored.response_due_at END,
        response.due_at) AS response_due_at,
    coalesce(
        t.resolution_due_at,
        CASE WHEN (t.submitted_at, t.kind) IS NOT DISTINCT FROM (stored.submitted_at, stored.kind) THEN stored.resolution_due_at END,
        resolution.due_at) AS resolution_due_at,
    coalesce(t.duplicate_of, kept($absent, 'duplicate_of', stored.duplicate_of)) AS duplicate_of,
    coalesce(t.is_confidential, kept($absent, 'is_confidential', stored.is_confidential), false) AS is_confidential,
    coalesce(
        CASE WHEN stored.state IS NULL OR state.id IS DISTINCT FROM last_import.state THEN state.id END,
        CASE WHEN stored.state IS NULL OR later.position > present.position THEN t.reached ELSE stored.state END) AS state,
    $batch_id AS batch_id,
    coalesce(t.complainant, kept($absent, 'complainant', stored.complainant)) AS complainant,
    coalesce(t.phone, kept($absent, 'phone', stored.phone)) AS phone,
    coalesce(t.id_number, kept($absent, 'id_number', stored.id_number)) AS id_number,
    coalesce(t.address, kept($absent, 'address', stored.address)) AS address,
    p.line IS NOT NULL AND p.subdistrict_id IS NULL AS is_flagged
FROM known AS t
LEFT JOIN staged_place AS p ON p.line = t.line
LEFT JOIN last_import ON last_import.complaint_id = t.complaint_id
LEFT JOIN state AS later ON later.entity = 'complaint' AND later.state = t.reached
LEFT JOIN state AS present ON present.entity = 'complaint' AND present.state = stored.state
LEFT JOIN known_name AS enterprise ON enterprise.kind = 'enterprise' AND enterprise.name = t.enterprise_id
LEFT JOIN known_name AS department ON department.kind = 'department' AND department.name = t.department_id
LEFT JOIN known_name AS domain ON domain.kind = 'domain' AND domain.name = t.domain_id
LEFT JOIN known_name AS class ON class.kind = 'class' AND class.name = t.class_id
LEFT JOIN known_name AS subdistrict ON subdistrict.kind = 'subdistrict' AND subdistrict.name = t.subdistrict_id
LEFT JOIN known_name AS state ON state.kind = 'state' AND state.name = t.state
LEFT JOIN limited AS response ON response.line = t.line AND response.name = 'response'
LEFT JOIN limited AS resolution ON resolution.line = t.line AND resolution.name = 'resolution'
ORDER BY department_id, t.submitted_at, t.line
