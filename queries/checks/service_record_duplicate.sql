-- One row per source and record id that occurs more than once among the service records.
-- Hashes narrow millions of ids to the few that can collide at all; those are then compared as text.
-- Title: 办件记录的来源与编号不重复
WITH suspect AS (
    SELECT hash(source, record_id) AS fingerprint FROM service_record GROUP BY fingerprint HAVING count(*) > 1
)
SELECT r.source, r.record_id, count(*) AS rows
FROM service_record AS r
SEMI JOIN suspect AS s ON s.fingerprint = hash(r.source, r.record_id)
GROUP BY r.source, r.record_id
HAVING count(*) > 1
