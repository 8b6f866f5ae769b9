-- One row per spec of a point: valid_until is the last day before the next spec begins, null while it holds.
SELECT *, CAST(lead(valid_from) OVER (PARTITION BY point_id ORDER BY version) - INTERVAL 1 DAY AS DATE) AS valid_until FROM point_spec
