-- Effect: removes the complaint events that the import writes again.
DELETE FROM complaint_event
USING incoming AS i
WHERE i.outcome = 'changed' AND complaint_event.complaint_id = i.complaint_id AND complaint_event.occurred_at = i.occurred_at
    AND complaint_event.to_state = i.to_state
