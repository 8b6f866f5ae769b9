-- One row per limit of the catalogue: what may take how long.
SELECT entity, kind, name, value, unit FROM deadline ORDER BY position
