-- Effect: the table of this connection that holds one row per working day with its place in the list of working days.
CREATE OR REPLACE TEMP TABLE demo_workday (ordinal BIGINT, day DATE)
