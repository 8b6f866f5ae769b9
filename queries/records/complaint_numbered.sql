-- One row per complaint in the viewer's scope whose number is one of these, in any spelling that was tried.
-- Parameters: $viewer (STRUCT), $numbers (VARCHAR[])
SELECT complaint_id
FROM complaint_in_scope($viewer)
WHERE complaint_id IN (SELECT unnest(CAST($numbers AS VARCHAR[])))
ORDER BY complaint_id
