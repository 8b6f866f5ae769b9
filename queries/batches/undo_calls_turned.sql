-- Effect: incoming and stored_row change places, and what comes back in place of a new call-back is a row that is about no complaint:
-- what becomes of a complaint is asked of the calls that will be there, not of those that are.
CREATE OR REPLACE TEMP TABLE turned_row AS
SELECT * FROM stored_row
UNION ALL BY NAME
SELECT line, callback_id FROM incoming ANTI JOIN stored_row USING (line);
CREATE OR REPLACE TEMP TABLE stored_row AS SELECT * FROM incoming;
CREATE OR REPLACE TEMP TABLE incoming AS SELECT * FROM turned_row
