-- One row per month of a batch's corrections in a state.
-- Parameters: $batch_id, $state
SELECT c.month, b.dataset
FROM correction AS c
JOIN import_batch AS b ON b.batch_id = c.batch_id
WHERE c.batch_id = $batch_id AND c.state = $state
ORDER BY c.month
