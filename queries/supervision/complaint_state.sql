-- One row: the complaint with this id and the state it is in; none if there is no such complaint.
-- Parameters: $id
SELECT state FROM complaint WHERE complaint_id = $id
