-- Effect: the letter stands in the new state; issuing gives it number, signer and time to reply, a reply its date. A reply that is
-- sent back counts as not given, and there is a new time to reply.
-- Parameters: $id, $to_state, $at (TIMESTAMP), $number, $signed_by, $reply_due_at (TIMESTAMP)
UPDATE letter SET
    state = $to_state,
    number = coalesce($number, number),
    signed_by = coalesce($signed_by, signed_by),
    issued_at = CASE WHEN $to_state = 'issued' THEN $at ELSE issued_at END,
    reply_due_at = coalesce($reply_due_at, reply_due_at),
    replied_at = CASE $to_state WHEN 'replied' THEN $at WHEN 'signed' THEN NULL ELSE replied_at END
WHERE letter_id = $id
