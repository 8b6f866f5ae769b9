-- One row: which district this file holds, as it was set up; no row before it has been.
SELECT name, is_demo, seed, as_of FROM district
