-- Effect: keeps what somebody decided about an upload that still waits: its dataset, its sender, how to read it.
-- Parameters: $upload_id (VARCHAR), $dataset (VARCHAR), $sender (VARCHAR), $instructions (VARCHAR)
UPDATE upload SET dataset = $dataset, sender = $sender, instructions = $instructions
WHERE upload_id = $upload_id AND state = 'received'
