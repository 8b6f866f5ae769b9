-- Effect: removes the enterprises that the import writes again.
DELETE FROM enterprise
USING incoming AS i
WHERE i.outcome = 'changed' AND enterprise.enterprise_id = i.enterprise_id
