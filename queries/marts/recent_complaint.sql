-- One row per complaint that counts, with the moment until which it still counts as recent (rule hotspot_weeks).
SELECT o.*, o.submitted_at + to_days(CAST(7 * r.value AS INTEGER)) AS recent_until
FROM complaint_outcome AS o
CROSS JOIN (SELECT value FROM current_rule WHERE name = 'hotspot_weeks') AS r
