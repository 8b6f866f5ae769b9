-- One row per recent complaint that the department has answered and nobody has called back about, in a stable shuffled order.
-- Parameters: $first (TIMESTAMP: claimed from), $last (TIMESTAMP: claimed before)
SELECT c.complaint_id FROM complaint AS c
WHERE c.state = 'callback' AND c.claimed_at >= $first AND c.claimed_at < $last
    AND NOT EXISTS (SELECT 1 FROM callback AS b WHERE b.complaint_id = c.complaint_id)
ORDER BY md5(c.complaint_id)
LIMIT 1
