-- One row per state of an entity, with the states that may follow.
-- Parameters: $entity
SELECT state, label, stage, next_states FROM state WHERE entity = $entity ORDER BY position, state
