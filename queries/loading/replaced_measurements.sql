-- Effect: removes the measurements that the import writes again.
DELETE FROM measurement
USING incoming AS i
WHERE i.outcome = 'changed' AND measurement.point_id = i.point_id AND measurement.period = i.period
