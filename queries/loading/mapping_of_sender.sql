-- One row: the mapping (JSON) that was confirmed last for a sender and a dataset; none if there is none.
-- Parameters: $sender (department_id, or empty), $dataset
SELECT mapping FROM remembered_mapping WHERE sender = $sender AND dataset = $dataset
