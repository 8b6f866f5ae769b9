-- One row: the district's name, whether it is a demo, until when its data reach, and after how many hours they count as stale.
-- A demo says itself until when its data reach; a real district's data reach to its last import that was not undone.
SELECT
    d.name, d.is_demo,
    coalesce(d.as_of, (SELECT max(loaded_at) FROM import_batch WHERE undone_at IS NULL)) AS data_as_of,
    (SELECT value FROM current_rule WHERE name = 'stale_after_hours') AS stale_after_hours
FROM district AS d
