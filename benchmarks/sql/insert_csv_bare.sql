-- Effect: inserts a file whose columns are known and typed, without a check.
-- Parameters: $path (text)
INSERT INTO service_record BY NAME
SELECT *, NULL AS batch_id
FROM read_csv($path, header = true, columns = {
    'source': 'VARCHAR', 'record_id': 'VARCHAR', 'item_id': 'VARCHAR', 'department_id': 'VARCHAR', 'subdistrict_id': 'VARCHAR',
    'submitted_at': 'TIMESTAMP', 'accepted_at': 'TIMESTAMP', 'finished_at': 'TIMESTAMP', 'limit_days': 'DOUBLE',
    'is_returned': 'BOOLEAN', 'is_online': 'BOOLEAN', 'is_compliant': 'BOOLEAN', 'visits': 'SMALLINT', 'quantity': 'DECIMAL(12, 3)', 'rating': 'TINYINT'})
