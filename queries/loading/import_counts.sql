-- One row: how many lines are new, changed, unchanged, refused, and how many of the accepted ones are flagged.
SELECT
    (SELECT count(*) FROM row_outcome WHERE outcome = 'new') AS new,
    (SELECT count(*) FROM row_outcome WHERE outcome = 'changed') AS changed,
    (SELECT count(*) FROM row_outcome WHERE outcome = 'unchanged') AS unchanged,
    (SELECT count(*) FROM refused_line) AS refused,
    (SELECT count(*) FROM resolved_row ANTI JOIN refused_line USING (line) WHERE is_flagged) AS flagged
