-- Effect: a waiting correction is decided; what was decided before stays as it is.
-- Parameters: $batch_id, $month (DATE), $state, $by, $at (TIMESTAMP), $reason, $version (of the month's ranking, null when declined)
UPDATE correction
SET state = $state, decided_by = $by, decided_at = $at, reason = $reason, version = $version
WHERE batch_id = $batch_id AND month = $month AND state = '待定'
