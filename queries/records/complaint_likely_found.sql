-- One row per complaint that the filters leave and that a search may find; is_sure: it is found, whatever is masked.
-- Parameters: $viewer (STRUCT), $filters (STRUCT), $search (VARCHAR)
FROM complaint_likely($viewer, $filters, $search)
