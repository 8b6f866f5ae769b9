-- One row per point that is derived from raw rows: which rows and by which measure.
SELECT point_id, source, measure, item_id, domain_id, class_id, channel_id FROM derivation ORDER BY point_id
