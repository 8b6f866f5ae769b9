-- Effect: removes the service records that the import writes again.
DELETE FROM service_record
USING incoming AS i
WHERE i.outcome = 'changed' AND service_record.record_id = i.record_id AND service_record.source = i.source
