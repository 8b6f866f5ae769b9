-- One row per complaint that was closed although nobody had answered it.
-- Merged ones are answered through the complaint they were merged into; refused and transferred ones by their own notice.
-- Title: 件件有着落：已办结的诉求都有答复
SELECT source, complaint_id, department_id
FROM complaint
WHERE state = 'closed' AND (responded_at IS NULL OR claimed_at IS NULL)
