-- One row per monitoring point in which a complaint of the viewer's scope counts, and the month in which it does: that of its submission for a
-- number, that of a limit or of the claim for a rate. None for a duplicate and for praise.
-- Parameters: $viewer (STRUCT), $complaint_id (VARCHAR)
SELECT p.point_id, p.name, dated.month
FROM complaint_in_scope($viewer) AS c
JOIN complaint_outcome AS o ON o.complaint_id = c.complaint_id
JOIN derivation AS d ON d.source = 'complaints'
    AND (d.domain_id IS NULL OR d.domain_id = c.domain_id)
    AND (d.class_id IS NULL OR d.class_id = c.class_id)
    AND (d.channel_id IS NULL OR d.channel_id = c.channel_id)
JOIN point AS p ON p.point_id = d.point_id
CROSS JOIN LATERAL (
    SELECT CASE d.measure
        WHEN 'complaint_count' THEN o.submitted_month WHEN 'responded_rate' THEN o.response_month WHEN 'complaint_on_time_rate' THEN o.due_month
        ELSE o.claimed_month END AS month
) AS dated
WHERE c.complaint_id = $complaint_id AND dated.month IS NOT NULL
ORDER BY p.position, p.point_id
