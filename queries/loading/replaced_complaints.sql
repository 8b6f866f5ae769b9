-- Effect: removes the complaints that the import writes again.
DELETE FROM complaint
USING incoming AS i
WHERE i.outcome = 'changed' AND complaint.source = i.source AND complaint.complaint_id = i.complaint_id
