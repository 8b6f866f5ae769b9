-- One row per upload of this account that is neither loaded nor discarded, the newest first.
-- Parameters: $account (VARCHAR)
SELECT upload_id, dataset, file_name, bytes, sender, department.name AS sender_name, received_at
FROM upload
LEFT JOIN department ON department.department_id = upload.sender
WHERE account = $account AND state = 'received'
ORDER BY received_at DESC, upload_id
