-- One row per complaint that counts (no duplicates, no praise): what became of it, and in which month each outcome counts.
SELECT * FROM complaint_outcome_of('complaint', 'callback')
