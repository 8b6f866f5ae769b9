-- One row per listed complaint, newest first, as this viewer sees it.
-- Parameters: $viewer (STRUCT), $complaint_ids (VARCHAR[])
FROM complaint_as_seen($viewer, $complaint_ids)
ORDER BY submitted_at DESC, complaint_id DESC
