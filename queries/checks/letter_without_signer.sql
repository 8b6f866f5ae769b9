-- One row per letter that went out, or carries a number, although nobody is recorded as having signed it.
-- Title: 文书签发都有签发人
SELECT letter_id, kind, number, state
FROM letter
WHERE (issued_at IS NOT NULL OR number IS NOT NULL OR state NOT IN ('draft', 'review')) AND nullif(trim(signed_by), '') IS NULL
