-- One row: the upload with this identifier, if this account brought it; the batch it became, if any.
-- Parameters: $upload_id (VARCHAR), $account (VARCHAR)
SELECT
    upload_id, dataset, file_name, file_hash, bytes, sender, department.name AS sender_name, instructions, account, received_at, state, batch_id
FROM upload
LEFT JOIN department ON department.department_id = upload.sender
WHERE upload_id = $upload_id AND account = $account
