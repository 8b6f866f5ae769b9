-- One row: the rectification with this id and the state it is in; none if there is no such rectification.
-- Parameters: $id
SELECT state FROM rectification WHERE rectification_id = $id
