-- One row: how many months have a published ranking.
SELECT count(DISTINCT month) AS months FROM ranking_snapshot WHERE status = 'final'
