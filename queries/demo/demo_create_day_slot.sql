-- Effect: the table of this connection that holds one row per month and slot: the working day that a drawn slot means.
CREATE OR REPLACE TEMP TABLE demo_day_slot (month DATE, slot INTEGER, ordinal BIGINT)
