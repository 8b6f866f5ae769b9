-- Effect: temporary table met_record, one row per record of the district whose number the file has too, from whatever source: the rest need not be
-- compared with it.
CREATE OR REPLACE TEMP TABLE met_record AS
SELECT t.* FROM service_record AS t SEMI JOIN (SELECT record_id FROM resolved_row) AS r USING (record_id)
