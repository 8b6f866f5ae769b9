-- Effect: the complaint stands in the new state; the first acceptance, first answer and first claim keep their time.
-- Parameters: $id, $to_state, $at (TIMESTAMP)
UPDATE complaint SET
    state = $to_state,
    accepted_at = CASE WHEN $to_state = 'accepted' THEN coalesce(accepted_at, $at) ELSE accepted_at END,
    responded_at = CASE WHEN $to_state IN ('handling', 'replied', 'rejected') THEN coalesce(responded_at, $at) ELSE responded_at END,
    claimed_at = CASE WHEN $to_state = 'replied' THEN coalesce(claimed_at, $at) ELSE claimed_at END
WHERE complaint_id = $id
