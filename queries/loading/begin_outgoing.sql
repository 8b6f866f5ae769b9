-- Effect: temporary view outgoing, one row per row of the district that will be written over as things stand, in the columns of its table.
CREATE OR REPLACE TEMP VIEW outgoing AS
SELECT s.* EXCLUDE (line, key)
FROM stored_row AS s
SEMI JOIN (SELECT line FROM row_outcome WHERE outcome = 'changed') AS o USING (line)
