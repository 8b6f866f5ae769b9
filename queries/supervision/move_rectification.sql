-- Effect: the rectification stands in the new state, with the times that this state sets.
-- Sent back from a claim or from the look-back it gets a second term; from the look-back it has recurred.
-- Parameters: $id, $from_state, $to_state, $at (TIMESTAMP), $lookback_due_at (TIMESTAMP), $second_due_at (TIMESTAMP)
UPDATE rectification SET
    state = $to_state,
    claimed_at = CASE WHEN $to_state = 'claimed' THEN $at WHEN $to_state = 'rectifying' THEN NULL ELSE claimed_at END,
    verified_at = CASE WHEN $to_state = 'verified' THEN $at WHEN $to_state = 'rectifying' THEN NULL ELSE verified_at END,
    confirmed_at = CASE WHEN $to_state = 'rectifying' THEN NULL ELSE confirmed_at END,
    lookback_due_at = CASE WHEN $to_state = 'lookback' THEN $lookback_due_at WHEN $to_state = 'rectifying' THEN NULL ELSE lookback_due_at END,
    closed_at = CASE WHEN $to_state = 'closed' THEN $at ELSE closed_at END,
    recurred_at = CASE WHEN $from_state = 'lookback' AND $to_state = 'rectifying' THEN $at ELSE recurred_at END,
    due_at = CASE WHEN $from_state IN ('claimed', 'lookback') AND $to_state = 'rectifying' THEN $second_due_at ELSE due_at END
WHERE rectification_id = $id
