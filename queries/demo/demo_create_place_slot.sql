-- Effect: the table of this connection that holds one row per slot: the sub-district that a drawn slot means.
CREATE OR REPLACE TEMP TABLE demo_place_slot (slot INTEGER, subdistrict_id VARCHAR)
