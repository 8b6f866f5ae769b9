-- Effect: removes the rectifications that the import writes again.
DELETE FROM rectification
USING incoming AS i
WHERE i.outcome = 'changed' AND rectification.rectification_id = i.rectification_id
