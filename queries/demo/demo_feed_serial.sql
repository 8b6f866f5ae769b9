-- One row: how many complaints with ids of this day there are.
-- Parameters: $prefix (such as SQ20261121)
SELECT count(*) AS complaints FROM complaint WHERE starts_with(complaint_id, $prefix)
