-- One row per complaint channel, in catalogue order.
SELECT channel_id, name, clock FROM channel ORDER BY position, channel_id
