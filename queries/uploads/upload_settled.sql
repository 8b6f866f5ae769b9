-- Effect: an upload that waited is loaded or discarded; batch_id is the batch it became, if it became one.
-- Parameters: $upload_id (VARCHAR), $state (VARCHAR), $batch_id (VARCHAR)
UPDATE upload SET state = $state, batch_id = $batch_id
WHERE upload_id = $upload_id AND state = 'received'
