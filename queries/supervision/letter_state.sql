-- One row: the letter with this id, its kind and the state it is in; none if there is no such letter.
-- Parameters: $id
SELECT state, kind FROM letter WHERE letter_id = $id
