-- Effect: macro masked_uscc(code): 91****************. Any more of a public code would name its enterprise.
CREATE OR REPLACE MACRO masked_uscc(code) AS left(nullif(trim(code), ''), 2) || '****************'
