-- Effect: removes the call-backs that the import writes again.
DELETE FROM callback
USING incoming AS i
WHERE i.outcome = 'changed' AND callback.callback_id = i.callback_id
