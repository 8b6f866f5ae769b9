-- One row: the latest month that has a ranking, null before the first.
SELECT max(month) AS latest FROM ranking_snapshot
