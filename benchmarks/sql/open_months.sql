-- Effect: no month is ranked yet, so that records of all months can be loaded: a district that brings in its past.
DELETE FROM ranking_snapshot
