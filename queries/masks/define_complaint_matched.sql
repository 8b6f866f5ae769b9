-- Effect: macro complaint_matched(viewer, complaint_ids, search): one row per listed complaint in which a search finds something as this viewer sees it.
CREATE OR REPLACE MACRO complaint_matched(viewer, complaint_ids, search) AS TABLE
SELECT complaint_id
FROM complaint_as_seen(viewer, complaint_ids)
WHERE contains(lower(concat_ws(chr(10), complaint_id, title, content, complainant, phone, address, enterprise, uscc)), lower(search))
