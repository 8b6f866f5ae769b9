-- Effect: temporary table staged_row, one row per line of a complaints file: text trimmed and cast; what cannot be cast is null beside its text.
-- Parameters: $complaint_id, $source, $channel_id, $kind, $is_urgent, $title, $content, $enterprise_id, $department_id, $domain_id, $class_id, $style_hint, $subdistrict_id, $longitude, $latitude, $source_crs, $submitted_at, $accepted_at, $responded_at, $claimed_at, $response_due_at, $resolution_due_at, $duplicate_of, $is_confidential, $state, $complainant, $phone, $id_number, $address (position of each column among the fields, or null)
CREATE OR REPLACE TEMP TABLE staged_row AS
WITH named AS (
    SELECT
        line,
        entry('complaint_id', fields[$complaint_id]) AS complaint_id,
        entry('source', fields[$source]) AS source,
        entry('channel_id', fields[$channel_id]) AS channel_id,
        entry('kind', fields[$kind]) AS kind,
        entry('is_urgent', fields[$is_urgent]) AS is_urgent_text,
        entry('title', fields[$title]) AS title,
        entry('content', fields[$content]) AS content,
        entry('enterprise_id', fields[$enterprise_id]) AS enterprise_id,
        entry('department_id', fields[$department_id]) AS department_id,
        entry('domain_id', fields[$domain_id]) AS domain_id,
        entry('class_id', fields[$class_id]) AS class_id,
        entry('style_hint', fields[$style_hint]) AS style_hint,
        entry('subdistrict_id', fields[$subdistrict_id]) AS subdistrict_id,
        entry('longitude', fields[$longitude]) AS longitude_text,
        entry('latitude', fields[$latitude]) AS latitude_text,
        entry('source_crs', fields[$source_crs]) AS source_crs_text,
        entry('submitted_at', fields[$submitted_at]) AS submitted_at_text,
        entry('accepted_at', fields[$accepted_at]) AS accepted_at_text,
        entry('responded_at', fields[$responded_at]) AS responded_at_text,
        entry('claimed_at', fields[$claimed_at]) AS claimed_at_text,
        entry('response_due_at', fields[$response_due_at]) AS response_due_at_text,
        entry('resolution_due_at', fields[$resolution_due_at]) AS resolution_due_at_text,
        entry('duplicate_of', fields[$duplicate_of]) AS duplicate_of,
        entry('is_confidential', fields[$is_confidential]) AS is_confidential_text,
        entry('state', fields[$state]) AS state,
        entry('complainant', fields[$complainant]) AS complainant,
        entry('phone', fields[$phone]) AS phone,
        entry('id_number', fields[$id_number]) AS id_number,
        entry('address', fields[$address]) AS address
    FROM staged_text
)
SELECT
    *,
    yes_no(is_urgent_text) AS is_urgent,
    yes_no(is_confidential_text) AS is_confidential,
    -- 0, 0 is what systems export for an unknown place.
    CASE WHEN number(longitude_text) <> 0 OR number(latitude_text) <> 0 THEN number(longitude_text) END AS longitude,
    CASE WHEN number(longitude_text) <> 0 OR number(latitude_text) <> 0 THEN number(latitude_text) END AS latitude,
    CASE
        WHEN upper(source_crs_text) IN ('WGS-84', 'WGS84', 'GPS', 'EPSG:4326') THEN 'WGS-84'
        -- Differs from WGS-84 by centimetres.
        WHEN upper(source_crs_text) IN ('CGCS2000', 'CGCS-2000', 'EPSG:4490', '国家2000', '2000国家大地坐标系') THEN 'WGS-84'
        WHEN upper(source_crs_text) IN ('GCJ-02', 'GCJ02', '高德', '腾讯', '火星坐标') THEN 'GCJ-02'
        WHEN upper(source_crs_text) IN ('BD-09', 'BD09', '百度') THEN 'BD-09' END AS source_crs,
    moment(submitted_at_text) AS submitted_at,
    moment(accepted_at_text) AS accepted_at,
    moment(responded_at_text) AS responded_at,
    moment(claimed_at_text) AS claimed_at,
    moment(response_due_at_text) AS response_due_at,
    moment(resolution_due_at_text) AS resolution_due_at
FROM named
