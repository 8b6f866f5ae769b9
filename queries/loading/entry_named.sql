-- One row: the catalogue entry that a text names; none if it names none, or more than one.
-- Parameters: $kind, $text
SELECT id FROM known_name WHERE kind = $kind AND name = $text
