-- One row per complaint of a list in which a search finds something as this viewer sees it.
-- Parameters: $viewer (STRUCT), $complaint_ids (VARCHAR[]), $search (VARCHAR)
FROM complaint_matched($viewer, $complaint_ids, $search)
